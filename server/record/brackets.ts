// The open brackets of a text as a table for spreadsheets (RFC 4180): one a row, with its place, its words, whose it is, who
// stands where on it, since when. What looks like a formula is disarmed. It says what the reader may know and no more.
import { sponsorsOf, standsOn } from '@chapeau/shared/brackets/stands'
import { wordsOf } from '@chapeau/shared/brackets/words'
import type { Bid } from '@chapeau/shared/ids'
import { labelOf, metaKey, STANCES, type Meta, type Stance } from '@chapeau/shared/text/meta'
import type { Bracket, Reading } from '@chapeau/shared/text/read'
import { stringify } from 'csv-stringify/sync'

/** Stances that have a column; who has joined stands with the holder. */
const COLUMNS: Readonly<Record<Exclude<Stance, 'proposes'>, string>> = {
  supports: 'supported by',
  canLiveWith: 'can live with it',
  opposes: 'opposed by',
  reserves: 'reserved by',
  awaits: 'awaiting instructions',
}
const KINDS: Readonly<Record<Bracket['kind'], string>> = { ins: 'add', del: 'delete', res: 'reserve', note: 'note' }

/** `since`: when a bracket was proposed; null where the record does not say. */
export function bracketsCsv(reading: Reading, meta: Meta, since: (bid: Bid) => Date | null): string {
  const stances = STANCES.filter((stance): stance is keyof typeof COLUMNS => stance !== 'proposes')
  const header = [
    'number',
    'paragraph',
    'does',
    'words',
    'within',
    'group',
    'proposed by',
    'joined by',
    ...stances.map((stance) => COLUMNS[stance]),
    'why',
    'since (UTC)',
  ]
  const numbers = new Map([...reading.brackets.keys()].map((bid, i) => [bid, i + 1]))
  const groups = new Map<string, number>()
  const rows = [...reading.brackets.values()].map((bracket) => {
    const { bid, kind, holder, parent, group, first } = bracket
    if (group !== null && !groups.has(group)) groups.set(group, groups.size + 1)
    const stands = standsOn(reading, meta, bid)
    const why = meta.get(metaKey.rationale(bid))
    return [
      numbers.get(bid)!,
      labelOf(meta, reading.paragraphs[first]?.raw.starter?.p ?? '') || `no. ${first + 1}`,
      KINDS[kind],
      wordsOf(reading, bid),
      parent === null ? '' : numbers.get(parent)!,
      group === null ? '' : groups.get(group)!,
      holder,
      sponsorsOf(reading, meta, bracket).join(' '),
      ...stances.map((stance) =>
        stands
          .filter((stand) => stand.stance === stance)
          .map(({ principal, earlier }) => (earlier ? `${principal} (to an earlier wording)` : principal))
          .join(' '),
      ),
      typeof why === 'string' ? why : '',
      since(bid)?.toISOString() ?? '',
    ]
  })
  return stringify([header, ...rows], { record_delimiter: 'windows', escape_formulas: true })
}
