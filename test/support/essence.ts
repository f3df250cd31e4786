// A text as JSON without what it cannot take along into another meeting: ids are counted in the order in which they come, and what
// belongs to the record that it was exported from is left out.
import { textFileSchema, type TextFile } from '@chapeau/shared/exchange/json/file'
import { isOpen, isStarter, isText, type Body, type Run } from '@chapeau/shared/text/model'
import { bodyOf, docFrom, runsOf } from '@chapeau/shared/text/ytext'

const ID = /^(none:)?[A-Z0-9-]{0,12}:\d{1,10}\.\d{1,9}$/

/** Equal for texts that are the same. */
export function essenceOf(json: string): unknown {
  const file = textFileSchema.parse(JSON.parse(json))
  // Where a view leaves out what stood between words, they are one run again.
  const body = runsOf(bodyOf(docFrom(file.body as Body)))
  const opened = new Set(body.flatMap((run) => (!isText(run) && isOpen(run.insert) ? [run.insert.o] : [])))
  const renamed = renaming()
  const shown = renamed({
    title: file.title,
    view: file.view,
    caveat: file.caveat,
    body: body.map((run) => plainRun(run, opened)),
    paragraphs: file.paragraphs.map((one) => ({ ...one, mergedFrom: [], corrected: false, text: withoutShapes(one.text, file) })),
    brackets: file.brackets.map((one) => ({ ...one, since: null, unconfirmed: null })),
  })
  const here = targetsIn(file, opened)
  const kept = file.stands.filter(({ target, condition }) => here.has(target) && (condition === null || here.has(condition.target)))
  const stands = renamed(kept.map((one) => ({ ...one, seq: 1 }))) as readonly unknown[]
  return { shown, stands: stands.map((one) => JSON.stringify(one)).toSorted() }
}

/** The lists say what has become of types, levels and holders since. */
function plainRun(run: Run, opened: ReadonlySet<string>): unknown {
  if (isText(run)) return run
  const { insert } = run
  if (isStarter(insert)) return { ...run, insert: { p: insert.p, in: opened.has(insert.in ?? '') ? insert.in : null } }
  return isOpen(insert) ? { ...run, insert: { o: insert.o, kind: insert.kind } } : run
}

/** Proposed changes of shape are printed behind a paragraph. */
const withoutShapes = (printed: string, { structures }: TextFile): string =>
  structures.reduce((words, { text }) => words.replace(` ${text}`, ''), printed)

const targetsIn = ({ paragraphs, brackets }: TextFile, opened: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([
    'text',
    ...opened,
    ...paragraphs.map(({ id }) => id ?? ''),
    ...brackets.flatMap(({ group }) => (group === null ? [] : [`none:${group}`])),
  ])

function renaming(): (value: unknown) => unknown {
  const ids = new Map<string, string>()
  const renamed = (value: unknown): unknown => {
    if (typeof value === 'string' && ID.test(value)) {
      const [, none = ''] = ID.exec(value)!
      const id = value.slice(none.length)
      if (!ids.has(id)) ids.set(id, `#${ids.size}`)
      return `${none}${ids.get(id)!}`
    }
    if (Array.isArray(value)) return value.map(renamed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(one)]))
  }
  return renamed
}
