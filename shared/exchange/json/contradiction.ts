// Whether body and lists of a text as JSON say the same: paragraphs that begin once each and in one order, brackets that open once and
// close behind that, nothing in brackets that is agreed.
import { isOpen, isStarter, isText, type Body } from '../../text/model.ts'
import type { TextFile } from './file.ts'

/** For the middle of a sentence; null where there is none. */
export function contradictionIn(file: TextFile): string | null {
  const body = file.body as Body
  return paragraphsOf(file, body) ?? bracketsOf(file, body) ?? agreedOf(file, body)
}

function paragraphsOf({ paragraphs }: TextFile, body: Body): string | null {
  const begun = body.flatMap(({ insert }) => (typeof insert !== 'string' && isStarter(insert) ? [insert.p] : []))
  if (new Set(begun).size < begun.length) return 'a paragraph begins twice in its body'
  const listed = paragraphs.flatMap(({ id }) => (id === null ? [] : [id]))
  const nameless = paragraphs.length - listed.length
  if (nameless > 1 || (nameless === 1 && paragraphs[0]!.id !== null)) return 'a paragraph that is not the first has no id'
  const wrong = Math.max(begun.length, listed.length)
  for (let i = 0; i < wrong; i++)
    if (begun[i] !== listed[i]) return `paragraph ${i + nameless + 1} of its list is not the one that begins there in its body`
  return null
}

function bracketsOf({ brackets }: TextFile, body: Body): string | null {
  const open = new Set<string>()
  const all = new Set<string>()
  for (const run of body) {
    if (isText(run) || isStarter(run.insert)) continue
    if (isOpen(run.insert)) {
      const { o } = run.insert
      if (all.has(o)) return `the bracket ${o} opens twice`
      all.add(o)
      open.add(o)
    } else if (!open.delete(run.insert.c)) return `the bracket ${run.insert.c} is closed and not open`
  }
  for (const bid of open) return `the bracket ${bid} is never closed`
  const listed = new Set<string>()
  for (const { id } of brackets) {
    if (listed.has(id)) return `the bracket ${id} is listed twice`
    if (!all.has(id)) return `the bracket ${id} is listed and not in its body`
    listed.add(id)
  }
  return null
}

function agreedOf({ paragraphs }: TextFile, body: Body): string | null {
  const wrong = agreedInBrackets(body, paragraphs, (n) => paragraphs[n - 1]!.state === 'agreed')
  return wrong === null ? null : `paragraph ${wrong} is agreed and holds brackets`
}

/** What is agreed holds no bracket but notes, and stands in none: number of the first paragraph that does; null for none. */
export function agreedInBrackets(body: Body, paragraphs: TextFile['paragraphs'], isAgreed: (n: number) => boolean): number | null {
  let n = paragraphs[0]?.id === null ? 1 : 0
  const open = new Set<string>()
  for (const { insert } of body) {
    if (typeof insert === 'string') continue
    if (isStarter(insert)) n++
    else if (!isOpen(insert)) open.delete(insert.c)
    else if (insert.kind !== 'note') open.add(insert.o)
    if (open.size > 0 && n > 0 && isAgreed(n)) return n
  }
  return null
}
