// alternative: wording of the facilitator's beside the proposals that it would settle, as one more of the alternatives until one of
// them is chosen (AC-60).
import { membersOf } from '@chapeau/shared/brackets/tree'
import { wordsOf } from '@chapeau/shared/brackets/words'
import { CHAIR, type Bid } from '@chapeau/shared/ids'
import { metaKey } from '@chapeau/shared/text/meta'
import { stackAt, type Bracket, type Reading } from '@chapeau/shared/text/read'
import { MAX_DEPTH } from '../authority/plan.ts'
import { FORBIDDEN_CHARACTERS } from '../authority/precheck.ts'
import { bracketEntry, bracketTarget, findBracket, forbidden, isRefusal, paragraphRef, refuse, type Handler } from './scene.ts'
import { checkSeen } from './seen.ts'

export const alternative: Handler<'alternative'> = (scene, { targets, words, seen, rationale = '' }) => {
  const { reading, context } = scene
  for (const bid of targets) {
    const bracket = findBracket(scene, bid)
    if (isRefusal(bracket)) return bracket
    const no = forbidden(scene, 'alternative', bracketTarget(scene, bracket))
    if (no !== null) return no
  }
  if (words.trim() === '') return refuse('AC-60', 'Write the wording that is to stand beside them.')
  if (FORBIDDEN_CHARACTERS.test(words)) return refuse('AU-9', 'Words cannot hold control characters.')
  const members = competing(reading, targets)
  const unfit = whyNot(members)
  if (unfit !== null) return refuse('AC-60', unfit)
  const since = checkSeen(scene, seen, (then) => [...then.brackets.keys()].filter((bid) => targets.includes(bid)))
  if (isRefusal(since)) return since
  const at = Math.max(...members.map(({ to }) => to)) + 1
  if (stackAt(reading, at).length >= MAX_DEPTH) return refuse('AU-20', `Around this place stand ${MAX_DEPTH} brackets already.`)
  return {
    perform: (change) => {
      const [bid, grp] = [context.makeId(CHAIR), context.makeId(CHAIR)]
      const fitting = spacedLike(reading, members, words)
      change.embed(at, { c: bid })
      change.words(at, fitting, CHAIR)
      change.embed(at, { o: bid, by: CHAIR, kind: 'ins', grp })
      for (const member of members) change.set(metaKey.group(member.bid), grp)
      if (rationale !== '') change.set(metaKey.rationale(bid), rationale)
      const own = { kind: 'ins', group: grp, how: 'alternative' }
      const why = rationale === '' ? {} : { rationale }
      return [
        {
          act: 'propose',
          target: bid,
          paragraph: paragraphRef(scene, members[0]!.first),
          seen,
          content: { after: fitting, ...why, detail: own },
        },
        ...members.map((member) => bracketEntry(scene, 'group', member, { detail: { group: grp } })),
      ]
    },
  }
}

/** The brackets named, and all that compete with them already, in text order. */
function competing(reading: Reading, targets: readonly Bid[]): Bracket[] {
  const named = targets.flatMap((bid) => reading.brackets.get(bid) ?? [])
  const groups = new Set(named.flatMap(({ group }) => group ?? []))
  const all = new Map(named.map((bracket) => [bracket.bid, bracket]))
  for (const group of groups) for (const member of membersOf(reading, group)) all.set(member.bid, member)
  return [...all.values()].toSorted((a, b) => a.from - b.from)
}

function whyNot(members: readonly Bracket[]): string | null {
  const [first] = members
  if (members.some(({ kind }) => kind === 'note')) return 'A note is no part of the running text.'
  if (members.some(({ first: from, last }) => from !== first!.first || last !== first!.first)) return 'They are not in one paragraph.'
  if (members.some(({ parent }) => parent !== first!.parent)) return 'One of them stands inside another bracket. Decide on that one first.'
  if (members.length === 1 && first!.kind === 'del')
    return 'This proposes only a deletion. Select the words and type over them to put others in their place.'
  return null
}

/** The facilitator's words with a space before or behind where the proposals beside them have it. */
function spacedLike(reading: Reading, members: readonly Bracket[], words: string): string {
  const beside = members.find(({ kind }) => kind === 'ins')
  if (beside === undefined) return words
  const model = wordsOf(reading, beside.bid)
  const before = /^\s/u.test(model) && !/^[\s,.;:)]/u.test(words) ? ' ' : ''
  return `${before}${words}${/\s$/u.test(model) && !/\s$/u.test(words) ? ' ' : ''}`
}
