// Changes to markup that keep to its form, more or less: elements lost, doubled, moved and nested without end, attributes that no program
// writes, references that lead in circles, entities and document types.
import type { Random } from '../support/random.ts'
import { changedWords, repeated } from './change-words.ts'

const NUMBERS = [
  '0',
  '-1',
  '1',
  '2',
  '9',
  '1000000',
  '4294967296',
  '999999999999999999999',
  '1e9',
  'NaN',
  '',
  'x',
  '٣',
  '0x10',
  ' 3 ',
  '1.5',
]
const ENTITIES = [
  '&nope;',
  '&#0;',
  '&#x110000;',
  '&#xd800;',
  '&',
  '&&',
  '&amp',
  '&#;',
  '&lol9;',
  '&lt;',
  '\u0001',
  '\ufffe',
  ']]>',
  '<',
  '<![CDATA[',
  '<!--',
  '-->',
  '<?x',
  '?>',
]
const TYPES = [
  '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
  '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
  `<!DOCTYPE a [<!ENTITY lol0 "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i};`.repeat(10)}">`).join('')}]>`,
]
/** How deep and how often. */
/** Characters that one change adds, and from which on nothing is added. */
const MOST = 2_000_000
const TIMES = [2, 3, 3, 60, 60, 500, 500, 5_000, 30_000]

export function changedXml(xml: string, random: Random): string {
  let tokens = tokensOf(xml)
  for (let i = 0; i <= random.below(4) && tokens.reduce((sum, { length }) => sum + length, 0) < MOST; i++)
    tokens = random.pick(CHANGES)(tokens, random)
  return tokens.join('')
}

type Tokens = string[]

/** Tags, and what stands between them. */
const tokensOf = (xml: string): Tokens => xml.match(/<[^>]*>|[^<]+/g) ?? []

const CHANGES: readonly ((tokens: Tokens, random: Random) => Tokens)[] = [
  (tokens, random) => without(tokens, random.below(tokens.length + 1), 1),
  (tokens, random) => put(tokens, random.below(tokens.length + 1), [random.pick([...tokens, ''])]),
  (tokens, random) => {
    const [from, to] = elementIn(tokens, random)
    return without(tokens, from, to - from)
  },
  (tokens, random) => {
    const [from, to] = elementIn(tokens, random)
    return put(tokens, random.below(tokens.length + 1), tokens.slice(from, to))
  },
  (tokens, random) => {
    const [from, to] = elementIn(tokens, random)
    const unit = tokens.slice(from, to).join('').slice(0, 4_000)
    return put(tokens, to, [unit.repeat(Math.min(random.pick(TIMES), Math.ceil(MOST / (unit.length + 1))))])
  },
  nested,
  (tokens, random) => attributes(tokens, random, () => random.pick(NUMBERS)),
  (tokens, random) =>
    attributes(tokens, random, (value) =>
      random.pick([value, 'x'.repeat(100_000), repeated(random, 2_000).replace(/[<"]/g, ''), random.pick(ENTITIES)]),
    ),
  looped,
  (tokens, random) => put(tokens, random.below(tokens.length + 1), [random.pick(ENTITIES)]),
  (tokens, random) => put(tokens, random.below(3), [random.pick(TYPES), random.pick(['', '&x;', '&lol9;'])]),
  (tokens, random) =>
    tokens.map((token, i) => (token.startsWith('<') || i > 3_000 || random.below(6) > 0 ? token : changedWords(token, random))),
  (tokens, random) =>
    tokens.map((token) => (token.startsWith('<') ? token : random.below(3) === 0 ? repeated(random, 5_000).replaceAll('<', '') : token)),
  (tokens, random) => {
    const [one, other] = [named(tokens, random), named(tokens, random)]
    return tokens.map((token) => token.replace(new RegExp(`^(</?)${one}(?=[\\s/>])`), `$1${other}`))
  },
  (tokens, random) => tokens.slice(0, random.below(tokens.length + 1)),
  (tokens, random) =>
    put(tokens, 0, [random.pick(['\ufeff', ' ', '<?xml version="1.1" encoding="utf-16"?>', '<?xml version="1.0" encoding="x"?>', '\0'])]),
]

const without = (tokens: Tokens, at: number, count: number): Tokens => tokens.toSpliced(at, count)
const put = (tokens: Tokens, at: number, what: readonly string[]): Tokens => tokens.toSpliced(at, 0, ...what)

const NAME = /^<\/?([\w:.-]+)/

function named(tokens: Tokens, random: Random): string {
  const names = tokens.flatMap((token) => NAME.exec(token)?.[1] ?? [])
  return names.length === 0 ? 'x' : random.pick(names)
}

/** Where some element begins and ends; nothing where there is none. */
function elementIn(tokens: Tokens, random: Random): readonly [from: number, to: number] {
  const starts = tokens.flatMap((token, i) => (/^<[\w:]/.test(token) ? [i] : []))
  if (starts.length === 0) return [0, 0]
  const from = random.pick(starts)
  if (tokens[from]!.endsWith('/>')) return [from, from + 1]
  let depth = 0
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i]!
    if (token.startsWith('</')) depth--
    else if (/^<[\w:]/.test(token) && !token.endsWith('/>')) depth++
    if (depth === 0) return [from, i + 1]
  }
  return [from, tokens.length]
}

function nested(tokens: Tokens, random: Random): Tokens {
  const [from, to] = elementIn(tokens, random)
  const [name, times] = [random.pick([named(tokens, random), NAME.exec(tokens[from] ?? '')?.[1] ?? 'x']), random.pick(TIMES)]
  const closes = random.below(4) === 0 ? '' : `</${name}>`.repeat(times)
  return put(put(tokens, to, [closes]), from, [`<${name}>`.repeat(times)])
}

/** Values of one attribute, or of a few. */
function attributes(tokens: Tokens, random: Random, change: (value: string) => string): Tokens {
  const names = [...new Set(tokens.flatMap((token) => [...token.matchAll(/\s([\w:-]+)=["']/g)].map(([, name]) => name!)))]
  if (names.length === 0) return tokens
  const chosen = new Set([random.pick(names), ...(random.below(3) === 0 ? names : [])])
  let left = MOST
  const changed = (value: string): string => {
    const next = change(value)
    left -= next.length
    return left < 0 ? value : next
  }
  return tokens.map((token) =>
    token.startsWith('<')
      ? token.replace(/(\s)([\w:-]+)=(["'])(.*?)\3/g, (whole, blank: string, name: string, sign: string, value: string) =>
          chosen.has(name) && random.below(2) === 0 ? `${blank}${name}=${sign}${changed(value)}${sign}` : whole,
        )
      : token,
  )
}

/** What refers to something refers to something else: styles to each other in circles, numbers to lists that are none. */
function looped(tokens: Tokens, random: Random): Tokens {
  const values = tokens.flatMap((token) =>
    [...token.matchAll(/(?:[iI]d|[nN]ame|val|href|embed|Target|list)="([^"]{1,40})"/g)].map(([, value]) => value!),
  )
  return values.length === 0 ? tokens : attributes(tokens, random, () => random.pick(values))
}
