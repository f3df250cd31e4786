// What the record has just told that somebody must hear at once: decisions on own proposals and over own objections, and for
// the desk what delegations ask, return and object to. Pure.
import { CHAIR } from '@chapeau/shared/ids'
import { isDesk, type Actor } from '@chapeau/shared/policy'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { decidedOnMine } from './history.ts'
import { codeName } from './names.ts'
import { requestName } from './requests.ts'

/** Sentences for the entries `lines`, which are the end of `record`. */
export function newsFor(lines: readonly RecordLine[], record: readonly RecordLine[], actor: Actor): string[] {
  const { principal } = actor
  if (principal === null) return []
  const own =
    principal === CHAIR
      ? []
      : [
          ...decidedOnMine(lines, record, principal),
          ...lines.flatMap((line) => [...toldDelegation(line, principal), ...toldAsked(line, principal)]),
        ]
  return isDesk(actor) ? [...own, ...lines.flatMap((line) => [...toldDesk(line), ...toldAnswers(line)])] : own
}

function toldDelegation({ entry, content }: RecordLine, principal: string): string[] {
  if (entry.over?.includes(principal) === true) return [`Decided over your objection${inPlace(entry)}.`]
  const detail = content?.detail ?? {}
  if (entry.act === 'noteObjection' && detail['principal'] === principal)
    return [`The facilitator took note of your objection${inPlace(entry)}: “${content?.rationale ?? ''}”`]
  if (detail['act'] !== 'answerRequest' || detail['by'] !== principal) return []
  const answer = detail['state'] === 'done' ? 'done' : 'declined'
  return [`${requestName(detail['kind'])}: ${answer}${note(content)}.`]
}

function toldDesk({ entry, content }: RecordLine): string[] {
  const { principal } = entry.by
  const detail = content?.detail ?? {}
  if (entry.act === 'return') return [`${principal} returned what was agreed ad ref${inPlace(entry)}${note(content)}.`]
  if (entry.act === 'object' && detail['back'] !== true) return [`${principal} objects to a decision${inPlace(entry)}${note(content)}.`]
  if (detail['act'] !== 'request' || typeof detail['by'] !== 'string') return []
  return [`${detail['by']} asks: ${requestName(detail['kind']).toLowerCase()}${note(content)}.`]
}

/** What an entry is about: of a sealed one the content says it, to those who may read it. */
function openedUp({ entry, content }: RecordLine): { readonly act: string; readonly by: string; readonly place: string } {
  const detail = content?.detail ?? {}
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  if (entry.act !== 'sealed') return { act: entry.act, by: entry.by.principal, place: inPlace(entry) }
  const label = text(detail['paragraph'])
  return { act: text(detail['act']), by: text(detail['principal']), place: label === '' ? '' : ` in ${label}` }
}

/** Offers that somebody is asked about, what became of one's proposals on the text's shape, and silence. */
function toldAsked(line: RecordLine, principal: string): string[] {
  const { act, by } = openedUp(line)
  const detail = line.content?.detail ?? {}
  const { to } = detail
  const asked = to === 'all' || (Array.isArray(to) && to.includes(principal))
  if (act === 'offer' && asked && by !== principal)
    return [`${codeName(by)} offers “${String(detail['title'])}”. Answer it under Offers and packages.`]
  if (act === 'silence') return ['The text is under silence: it does not change until the deadline.']
  if (detail['by'] !== principal || by === principal) return []
  if (act === 'carry') return [`Your proposal was carried out: ${line.content?.after ?? ''}.`]
  return act === 'dropStructure' ? [`Your proposal was let fall: ${line.content?.after ?? ''}.`] : []
}

const ANSWERS: Readonly<Record<string, string>> = { accept: 'accepts', cannot: 'cannot accept', time: 'needs time for' }

/** What the desk is told of offers and silence. */
function toldAnswers(line: RecordLine): string[] {
  const { act, by, place } = openedUp(line)
  const answer = ANSWERS[String(line.content?.detail?.['answer'])]
  if (act === 'answer' && answer !== undefined) return [`${codeName(by)} ${answer} the offer${note(line.content)}.`]
  return act === 'breakSilence' && by !== '' ? [`${codeName(by)} broke silence${place}${note(line.content)}.`] : []
}

const inPlace = ({ paragraph }: RecordLine['entry']): string =>
  paragraph === null || paragraph.label === '' ? '' : ` in ${paragraph.label}`

const note = (content: RecordLine['content']): string =>
  content?.rationale === undefined || content.rationale === '' ? '' : `, “${content.rationale}”`
