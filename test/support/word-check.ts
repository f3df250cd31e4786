// Whether a Word file is one: every element where the schema lets it stand, with the attributes it may have (word-grammar.ts);
// parts typed and related; ids their own; what is referred to there. Answers faults in words; a valid file has none.
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { posix } from 'node:path'
import { GRAMMAR, type Rule } from './word-grammar.ts'

export interface Node {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: Node[]
  words: string
}

/** Every fault of a file. */
export function wordFaults(bytes: Uint8Array): string[] {
  const files = unzipSync(bytes)
  const parts = new Map(
    Object.entries(files).flatMap(([path, file]) => (/\.(xml|rels)$/.test(path) ? [[path, treeOf(strFromU8(file))] as const] : [])),
  )
  const words = [...parts].filter(([path]) => path.startsWith('word/') && path.endsWith('.xml'))
  return [
    ...words.flatMap(([path, root]) => grammarFaults(root, null, path)),
    ...typeFaults(Object.keys(files), parts),
    ...relationFaults(Object.keys(files), parts),
    ...idFaults(parts),
    ...referenceFaults(parts),
  ]
}

/** Throws where the XML is not well formed. */
export function treeOf(xml: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], words: '' }
  const path = [root]
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, attributes, children: [], words: '' }
    path.at(-1)!.children.push(node)
    path.push(node)
  })
  parser.on('closetag', () => void path.pop())
  parser.on('text', (text) => void (path.at(-1)!.words += text))
  parser.write(xml).close()
  return root.children[0]!
}

export function nodesIn(node: Node, ...names: readonly string[]): Node[] {
  return [...(names.includes(node.name) ? [node] : []), ...node.children.flatMap((child) => nodesIn(child, ...names))]
}

function grammarFaults(node: Node, parent: Node | null, path: string): string[] {
  const rule = GRAMMAR[`${parent?.name}>${node.name}`] ?? GRAMMAR[node.name]
  const at = `${path}: ${node.name}`
  if (rule === undefined) return [`${at} is not known in ${parent?.name}`]
  const own = [
    ...attributeFaults(node, rule).map((fault) => `${at} ${fault}`),
    ...orderFaults(node, rule).map((fault) => `${at} ${fault}`),
    ...(rule.words === undefined && node.words.trim() !== '' ? [`${at} holds words`] : []),
  ]
  return [...own, ...node.children.flatMap((child) => grammarFaults(child, node, path))]
}

function attributeFaults({ attributes }: Node, { attributes: allowed = {} }: Rule): string[] {
  const types = new Map(Object.entries(allowed).map(([name, type]) => [name.replace('!', ''), type]))
  const given = Object.entries(attributes).filter(([name]) => !name.startsWith('xmlns'))
  const missing = Object.keys(allowed).filter((name) => name.endsWith('!') && attributes[name.slice(0, -1)] === undefined)
  return [
    ...given.flatMap(([name, value]) => {
      const type = types.get(name)
      if (type === undefined) return [`may not have ${name}`]
      return type(value) ? [] : [`has ${name}="${value}"`]
    }),
    ...missing.map((name) => `lacks ${name.slice(0, -1)}`),
  ]
}

function orderFaults({ children }: Node, { order = [], any }: Rule): string[] {
  if (any !== undefined) return children.filter(({ name }) => !any.includes(name)).map(({ name }) => `may not hold ${name}`)
  const slots = order.map((slot) => ({ names: slot.replace(/[*+!]$/, '').split('|'), many: /[*+]$/.test(slot), must: /[+!]$/.test(slot) }))
  const faults: string[] = []
  const counts = slots.map(() => 0)
  let last = 0
  for (const { name } of children) {
    const slot = slots.findIndex(({ names }) => names.includes(name))
    if (slot < 0) faults.push(`may not hold ${name}`)
    else if (slot < last) faults.push(`holds ${name} too late`)
    else if (counts[slot]! > 0 && !slots[slot]!.many) faults.push(`holds ${name} twice`)
    if (slot >= 0) counts[slot]!++
    last = Math.max(last, slot)
  }
  return [...faults, ...slots.flatMap(({ must, names }, i) => (must && counts[i] === 0 ? [`lacks ${names.join(' or ')}`] : []))]
}

type Parts = ReadonlyMap<string, Node>

function typeFaults(paths: readonly string[], parts: Parts): string[] {
  const types = parts.get('[Content_Types].xml')
  if (types === undefined) return ['there are no content types']
  const of = (name: string, key: string): string[] => nodesIn(types, name).map(({ attributes }) => attributes[key]!)
  const [extensions, overrides] = [of('Default', 'Extension'), of('Override', 'PartName')]
  return [
    ...paths
      .filter((path) => path !== '[Content_Types].xml')
      .filter((path) => !overrides.includes(`/${path}`) && !extensions.includes(path.split('.').at(-1)!))
      .map((path) => `${path} has no content type`),
    // A part of the document that is typed by its extension alone is plain XML, which Word does not take for one.
    ...paths
      .filter((path) => /^word\/[^/]+\.xml$/.test(path) && !overrides.includes(`/${path}`))
      .map((path) => `${path} is typed as any XML`),
    ...overrides.filter((name) => !paths.includes(name.slice(1))).map((name) => `${name} has a type and is not there`),
    ...twice(overrides).map((name) => `${name} has two types`),
  ]
}

/** Of which part a file of relationships tells; '' the package. */
const ownerOf = (path: string): string =>
  posix.join(posix.dirname(posix.dirname(path)), posix.basename(path, '.rels')).replace(/^\.?\/?$/, '')

function relationFaults(paths: readonly string[], parts: Parts): string[] {
  return [...parts].flatMap(([path, root]) => {
    if (!path.endsWith('.rels')) return []
    const relations = nodesIn(root, 'Relationship')
    const ids = relations.map(({ attributes }) => attributes['Id']!)
    const owner = path === '_rels/.rels' ? '' : ownerOf(path)
    const used = owner === '' ? [] : [...usedIn(parts.get(owner))]
    return [
      ...(owner !== '' && !parts.has(owner) ? [`${path} tells of ${owner}, which is not there`] : []),
      ...twice(ids).map((id) => `${path} has ${id} twice`),
      ...used.filter((id) => !ids.includes(id)).map((id) => `${owner} refers to ${id}, which ${path} does not name`),
      ...relations
        .filter(({ attributes }) => attributes['TargetMode'] !== 'External')
        .map(({ attributes }) => posix.join(posix.dirname(owner === '' ? 'x' : owner), attributes['Target']!))
        .filter((target) => !paths.includes(target))
        .map((target) => `${path} leads to ${target}, which is not there`),
    ]
  })
}

function usedIn(node: Node | undefined): Set<string> {
  const used = new Set<string>()
  const walk = ({ attributes, children }: Node): void => {
    for (const [name, value] of Object.entries(attributes)) if (name.startsWith('r:')) used.add(value)
    children.forEach(walk)
  }
  if (node !== undefined) walk(node)
  return used
}

function idFaults(parts: Parts): string[] {
  const all = (path: string, key: string, ...names: readonly string[]): string[] => {
    const root = parts.get(path)
    return root === undefined ? [] : nodesIn(root, ...names).map(({ attributes }) => attributes[key] ?? '')
  }
  const lists: readonly (readonly [string, string[]])[] = [
    ['change', all('word/document.xml', 'w:id', 'w:ins', 'w:del')],
    ['drawing', all('word/document.xml', 'id', 'wp:docPr')],
    ['comment', all('word/comments.xml', 'w:id', 'w:comment')],
    ['footnote', all('word/footnotes.xml', 'w:id', 'w:footnote')],
    ['style', all('word/styles.xml', 'w:styleId', 'w:style')],
    [
      'style’s name',
      nodesIn(parts.get('word/styles.xml')!, 'w:style').flatMap(({ children }) =>
        children.filter(({ name }) => name === 'w:name').map(({ attributes }) => attributes['w:val']!),
      ),
    ],
    ['property', all('docProps/custom.xml', 'pid', 'property')],
  ]
  return lists.flatMap(([what, ids]) => twice(ids).map((id) => `two of ${what} ${id}`))
}

function referenceFaults(parts: Parts): string[] {
  const body = parts.get('word/document.xml')
  if (body === undefined) return ['there is no document']
  const ids = (root: Node | undefined, name: string): string[] =>
    root === undefined ? [] : nodesIn(root, name).map(({ attributes }) => attributes['w:id']!)
  const values = (name: string): string[] =>
    [...parts].flatMap(([path, root]) =>
      path.startsWith('word/') ? nodesIn(root, name).map(({ attributes }) => attributes['w:val']!) : [],
    )
  const styles = nodesIn(parts.get('word/styles.xml')!, 'w:style').map(({ attributes }) => attributes['w:styleId']!)
  const comments = ids(parts.get('word/comments.xml'), 'w:comment')
  const footnotes = ids(parts.get('word/footnotes.xml'), 'w:footnote')
  return [
    ...['w:pStyle', 'w:rStyle', 'w:tblStyle', 'w:basedOn', 'w:next'].flatMap((name) =>
      values(name)
        .filter((style) => !styles.includes(style))
        .map((style) => `${name} names ${style}, which is no style`),
    ),
    ...comments.flatMap((id) => commentFaults(body, id)),
    ...['w:commentRangeStart', 'w:commentRangeEnd', 'w:commentReference'].flatMap((name) =>
      ids(body, name)
        .filter((id) => !comments.includes(id))
        .map((id) => `${name} of ${id}, which is no comment`),
    ),
    ...ids(body, 'w:footnoteReference')
      .filter((id) => !footnotes.includes(id))
      .map((id) => `a reference to ${id}, which is no footnote`),
  ]
}

/** A comment's range begins, ends, and is referred to behind its end, each once. */
function commentFaults(body: Node, id: string): string[] {
  const marks = nodesIn(body, 'w:commentRangeStart', 'w:commentRangeEnd', 'w:commentReference')
    .filter(({ attributes }) => attributes['w:id'] === id)
    .map(({ name }) => name)
  return marks.join() === 'w:commentRangeStart,w:commentRangeEnd,w:commentReference'
    ? []
    : [`comment ${id} is marked by ${marks.join(', ') || 'nothing'}`]
}

const twice = (values: readonly string[]): string[] => [...new Set(values.filter((value, i) => values.indexOf(value) !== i))]
