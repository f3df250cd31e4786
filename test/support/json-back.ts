// A text as JSON read back into body and overrides, so that tests can say that nothing of it was lost.
import type { TextFile } from '@chapeau/shared/exchange/json/file'
import { metaKey, type Stand } from '@chapeau/shared/text/meta'
import { isOpen, isStarter, isText, type Body, type Open, type Starter } from '@chapeau/shared/text/model'

/** What the file says, as a room would keep it. A stand to an earlier wording keeps a digest that no words have. */
export function readBack(file: TextFile): { readonly body: Body; readonly meta: Map<string, unknown> } {
  const body = file.body as Body
  const embeds = body.flatMap((run) => (isText(run) ? [] : [run.insert]))
  const starters = new Map<string, Starter>(embeds.filter(isStarter).map((one) => [one.p, one]))
  const opens = new Map<string, Open>()
  for (const open of embeds.filter(isOpen)) if (!opens.has(open.o)) opens.set(open.o, open)
  const meta = new Map<string, unknown>()
  const set = (key: string, value: unknown, usual: unknown): void => {
    if (JSON.stringify(value) !== JSON.stringify(usual)) meta.set(key, value)
  }
  for (const one of file.paragraphs) {
    if (one.id === null) continue
    set(metaKey.label(one.id), one.label, '')
    set(metaKey.type(one.id), one.type, starters.get(one.id)!.t)
    set(metaKey.level(one.id), one.level, starters.get(one.id)!.lvl)
    set(metaKey.state(one.id), one.state, 'open')
    set(metaKey.forum(one.id), one.forum, '')
    set(metaKey.pending(one.id), one.pending, [])
    set(metaKey.corrected(one.id), one.corrected, false)
    set(metaKey.block(one.id), one.block, null)
    const from = one.mergedFrom.map(({ id, label }) => ({ pid: id, label }))
    set(metaKey.mergedFrom(one.id), from, [])
  }
  for (const one of file.brackets) {
    const born = opens.get(one.id)!
    set(metaKey.by(one.id), one.by, born.by)
    set(metaKey.holder(one.id), one.holder, one.by)
    set(metaKey.group(one.id), one.group ?? '', born.grp ?? '')
    set(metaKey.set(one.id), one.set, null)
    set(metaKey.because(one.id), one.because, null)
    set(metaKey.rationale(one.id), one.rationale, '')
    set(metaKey.withdrawn(one.id), one.withdrawn, null)
    if (one.unconfirmed) meta.set(metaKey.unconfirmed(one.id), one.holder)
  }
  sayBack(file, meta)
  return { body, meta }
}

function sayBack(file: TextFile, meta: Map<string, unknown>): void {
  for (const { target, principal, stance, earlier, reason, condition, seq } of file.stands) {
    const words = earlier ? { words: '0', own: '0' } : { words: '' }
    const stand: Stand = {
      stance,
      ...words,
      seq,
      ...(reason === '' ? {} : { reason }),
      ...(condition === null ? {} : { condition }),
    }
    meta.set(metaKey.stand(target, principal), stand)
  }
  for (const { target, principal } of file.apart) meta.set(metaKey.apart(target, principal), true)
  for (const { id, by, shape, words, before, rationale, seq } of file.structures) {
    const split = words === '' ? {} : { words, before }
    meta.set(metaKey.structure(id), { by, shape, ...split, ...(rationale === '' ? {} : { rationale }), seq })
  }
  for (const { paragraph, before, after, seq } of file.corrections)
    meta.set(metaKey.correction(seq), { pid: paragraph, before, after, seq })
  for (const { kind, principal, paragraph, words, seq } of file.statements)
    meta.set(metaKey.statement(kind, principal, paragraph ?? 'text'), { kind, principal, pid: paragraph, words, seq })
  for (const { decision, principal, paragraph, reason, answer } of file.objections)
    meta.set(metaKey.objection(decision, principal), {
      seq: decision,
      principal,
      pid: paragraph,
      reason,
      ...(answer === '' ? {} : { note: answer }),
    })
  if (file.caveat !== '') meta.set(metaKey.caveat, true)
  if (file.silence !== null) {
    const { broken, ...silence } = file.silence
    meta.set(metaKey.silence, silence)
    for (const { paragraph, by, reason, seq } of broken)
      meta.set(metaKey.breach(`${paragraph}/${seq}`), { pid: paragraph, by, reason, seq })
  }
  if (file.concordance !== null) {
    const rows = file.concordance.rows.map(({ paragraph, from, to }) => ({ pid: paragraph, from, to }))
    meta.set(metaKey.concordance, { seq: file.concordance.seq, rows })
  }
  meta.set(metaKey.status, file.status === 'silent' ? 'issued' : file.status)
}
