// What the record has just told that somebody must hear at once: decisions on own proposals and over own objections, and for
// the desk what delegations ask, return and object to. Pure.
import { CHAIR } from '@chapeau/shared/ids'
import { isDesk, type Actor } from '@chapeau/shared/policy'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { decidedOnMine } from './history.ts'
import { requestName } from './requests.ts'

/** Sentences for the entries `lines`, which are the end of `record`. */
export function newsFor(lines: readonly RecordLine[], record: readonly RecordLine[], actor: Actor): string[] {
  const { principal } = actor
  if (principal === null) return []
  const own =
    principal === CHAIR ? [] : [...decidedOnMine(lines, record, principal), ...lines.flatMap((line) => toldDelegation(line, principal))]
  return isDesk(actor) ? [...own, ...lines.flatMap(toldDesk)] : own
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

const inPlace = ({ paragraph }: RecordLine['entry']): string =>
  paragraph === null || paragraph.label === '' ? '' : ` in ${paragraph.label}`

const note = (content: RecordLine['content']): string =>
  content?.rationale === undefined || content.rationale === '' ? '' : `, “${content.rationale}”`
