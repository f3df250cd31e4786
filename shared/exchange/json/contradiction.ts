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

/** What is agreed holds no bracket and stands in none. */
function agreedOf({ paragraphs }: TextFile, body: Body): string | null {
  const agreed = paragraphs.map(({ state }) => state === 'agreed')
  let index = paragraphs[0]?.id === null ? 0 : -1
  let open = 0
  for (const { insert } of body) {
    if (typeof insert === 'string') continue
    if (isStarter(insert)) index++
    else open += isOpen(insert) ? 1 : -1
    if (open > 0 && agreed[index] === true) return `paragraph ${index + 1} is agreed and holds brackets`
  }
  return null
}
