// Whether a file is Akoma Ntoso 3.0, as far as our files go: nesting and order of elements, where words may stand, attributes that are
// allowed and required, values that are listed, eIds that are unique, references that lead somewhere. Written after the content models of
// the OASIS schema (akn-core 1.0, part 2), whose groups keep their names here; an element that is not in the table is a fault.
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { AKN } from '@chapeau/shared/exchange/akn/names'

export interface AknNode {
  readonly name: string
  /** Those of the standard, and with their prefix those of other namespaces. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (AknNode | string)[]
}

interface Model {
  /** Over the names of children, each followed by a blank; null: elements of other namespaces only. */
  readonly children: RegExp | null
  readonly mixed?: true
  readonly required?: readonly string[]
  readonly optional?: readonly string[]
}

const HIER = 'section|paragraph|subparagraph|point|indent|hcontainer'
const BLOCK = 'p|table|block|blockList'
const INLINE = 'ins|del|inline|remark|b|i|u|docTitle|authorialNote|ref|span'
const some = (names: string, times: '*' | '+' = '*'): string => `(?:(?:${names}) )${times}`
const sequence = (...parts: readonly string[]): RegExp => new RegExp(`^${parts.join('')}$`)

const ID = ['eId', 'wId', 'GUID']
/** coreopt and corereq: of the naming convention eIds are required, of the schema they are not. */
const CORE = [...ID, 'class', 'style', 'title', 'status', 'period', 'refersTo', 'alternativeTo', 'xml:lang', 'xml:space', 'xml:id']
const hierarchy: Model = {
  children: sequence(some('num|heading|subheading'), `(?:(?:intro )?${some(`${HIER}|crossHeading|componentRef`)}(?:wrapUp )?|content )`),
  required: ['eId'],
  optional: CORE,
}
const blocks: Model = { children: sequence(some(BLOCK)), optional: CORE }
const blocksWithId: Model = { ...blocks, required: ['eId'] }
const inline: Model = { children: sequence(some(INLINE)), mixed: true, optional: CORE }
const inlineWithId: Model = { ...inline, required: ['eId'] }
const frbr = (...own: readonly string[]): Model => ({
  children: sequence('FRBRthis ', some('FRBRuri', '+'), some('FRBRalias'), some('FRBRdate', '+'), some('FRBRauthor', '+'), ...own),
})
const value: Model = { children: /^$/, required: ['value'], optional: [...ID, 'refersTo', 'showAs', 'shortForm'] }
const tlc: Model = { children: /^$/, required: ['eId', 'href', 'showAs'], optional: [...ID, 'shortForm'] }

const MODELS: Readonly<Record<string, Model>> = {
  akomaNtoso: { children: /^(?:statement|doc) $/ },
  statement: {
    children: sequence(
      'meta ',
      '(?:coverPage )?(?:preface )?(?:preamble )?',
      'mainBody ',
      '(?:conclusions )?(?:attachments )?(?:components )?',
    ),
    required: ['name'],
    optional: ['contains'],
  },
  meta: {
    children: sequence(
      'identification (?:publication )?',
      ...['classification', 'lifecycle', 'workflow', 'analysis', 'temporalData', 'references', 'notes', 'proprietary', 'presentation'].map(
        (one) => some(one),
      ),
    ),
  },
  identification: { children: /^FRBRWork FRBRExpression FRBRManifestation (?:FRBRItem )?$/, required: ['source'] },
  FRBRWork: frbr('FRBRcountry (?:FRBRsubtype )?', some('FRBRnumber'), some('FRBRname'), '(?:FRBRprescriptive )?(?:FRBRauthoritative )?'),
  FRBRExpression: frbr(
    '(?:FRBRversionNumber )?(?:FRBRauthoritative )?(?:FRBRmasterExpression )?',
    some('FRBRlanguage', '+'),
    some('FRBRtranslation'),
  ),
  FRBRManifestation: frbr('(?:FRBRportion )?(?:FRBRformat )?'),
  ...Object.fromEntries(
    ['FRBRthis', 'FRBRuri', 'FRBRcountry', 'FRBRsubtype', 'FRBRnumber', 'FRBRname', 'FRBRversionNumber', 'FRBRformat'].map((name) => [
      name,
      value,
    ]),
  ),
  FRBRdate: { children: /^$/, required: ['date', 'name'], optional: ID },
  FRBRauthor: { children: /^$/, required: ['href'], optional: [...ID, 'as'] },
  FRBRlanguage: { children: /^$/, required: ['language'], optional: ID },
  references: { children: sequence(some('TLCOrganization|TLCPerson|TLCRole|TLCConcept|original', '+')), required: ['source'] },
  TLCOrganization: tlc,
  proprietary: { children: null, required: ['source'], optional: [...ID, 'href'] },
  preface: { children: sequence(some(`${BLOCK}|longTitle|formula|container`)), optional: CORE },
  conclusions: { children: sequence(some(`${BLOCK}|longTitle|formula|container`)), optional: CORE },
  mainBody: { children: sequence(some(`${HIER}|${BLOCK}|componentRef|div|container`, '+')), optional: CORE },
  ...Object.fromEntries(['section', 'paragraph', 'subparagraph', 'point', 'indent'].map((name) => [name, hierarchy])),
  hcontainer: { ...hierarchy, required: ['eId', 'name'] },
  content: blocksWithId,
  intro: blocksWithId,
  num: inline,
  heading: inlineWithId,
  p: inline,
  docTitle: inline,
  b: inline,
  i: inline,
  u: inline,
  ins: inlineWithId,
  del: inlineWithId,
  inline: { ...inline, required: ['name'] },
  remark: { ...inline, optional: [...CORE, 'type'] },
  authorialNote: { ...blocksWithId, optional: [...CORE, 'marker', 'placement', 'placementBase'] },
  table: {
    children: sequence('(?:caption )?', some('tr', '+')),
    required: ['eId'],
    optional: [...CORE, 'width', 'border', 'cellspacing', 'cellpadding'],
  },
  tr: { children: sequence(some('th|td', '+')), optional: CORE },
  th: { ...blocks, optional: [...CORE, 'rowspan', 'colspan'] },
  td: { ...blocks, optional: [...CORE, 'rowspan', 'colspan'] },
}

/** Values that are listed, or have a form. */
const VALUES: Readonly<Record<string, RegExp>> = {
  eId: /^\S+$/,
  status: /^(?:removed|temporarilyRemoved|translated|editorial|edited|verbatim|incomplete|unknown|undefined|ignored)$/,
  contains: /^(?:originalVersion|singleVersion|multipleVersions)$/,
  placement: /^(?:side|left|right|bottom|inline)$/,
  date: /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d.*)?$/,
}
/** Attributes that name eIds, each with a `#`. */
const REFERENCES = ['source', 'refersTo', 'as', 'by']

/** What is wrong with a file, an entry a fault; throws where it is not well-formed. */
export function aknFaults(xml: string): string[] {
  const root = parseAkn(xml)
  const faults: string[] = []
  const eIds = new Map<string, number>()
  walk(root, (node) => {
    const eId = node.attributes.get('eId')
    if (eId !== undefined) eIds.set(eId, (eIds.get(eId) ?? 0) + 1)
  })
  for (const [eId, times] of eIds) if (times > 1) faults.push(`${times} elements have the eId ${eId}`)
  walk(root, (node) => faults.push(...faultsOf(node, eIds)))
  return faults
}

function faultsOf(node: AknNode, eIds: ReadonlyMap<string, number>): string[] {
  const { name, attributes, children } = node
  if (name.includes(':')) return []
  const model = MODELS[name]
  if (model === undefined) return [`${name} is not in the table`]
  const faults: string[] = []
  const inside = children.flatMap((child) => (typeof child === 'string' ? [] : [child.name]))
  const order = inside.map((one) => `${one} `).join('')
  if (model.children === null ? inside.some((one) => !one.includes(':')) : !model.children.test(order))
    faults.push(`${name} holds ${order}`)
  if (model.mixed !== true && children.some((child) => typeof child === 'string' && child.trim() !== ''))
    faults.push(`words stand in ${name}`)
  for (const one of model.required ?? []) if (!attributes.has(one)) faults.push(`${name} has no ${one}`)
  const known = [...(model.required ?? []), ...(model.optional ?? [])]
  for (const [key, said] of attributes) {
    const foreign = key.includes(':') && !key.startsWith('xml:')
    if (!foreign && !known.includes(key)) faults.push(`${name} has ${key}`)
    if (VALUES[key]?.test(said) === false) faults.push(`${key} is ${said}`)
    const leads = REFERENCES.includes(key) || (key === 'href' && name === 'FRBRauthor')
    if (leads)
      for (const one of said.split(' ')) if (!eIds.has(one.replace(/^#/, '')) || !one.startsWith('#')) faults.push(`${key} leads to ${one}`)
  }
  return faults
}

export function walk(node: AknNode, visit: (node: AknNode) => void): void {
  visit(node)
  for (const child of node.children) if (typeof child !== 'string') walk(child, visit)
}

export function parseAkn(xml: string): AknNode {
  const root: AknNode = { name: '', attributes: new Map(), children: [] }
  const open = [root]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', (tag: SaxesTagNS) => {
    const attributes = new Map<string, string>()
    for (const one of Object.values(tag.attributes)) if (one.prefix !== 'xmlns' && one.name !== 'xmlns') attributes.set(one.name, one.value)
    const node: AknNode = { name: tag.uri === AKN ? tag.local : `${tag.uri}:${tag.local}`, attributes, children: [] }
    open.at(-1)!.children.push(node)
    open.push(node)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', (words) => void open.at(-1)!.children.push(words))
  parser.write(xml).close()
  return root.children.find((child): child is AknNode => typeof child !== 'string')!
}
