// Holds the boundaries between the packages (docs/architecture.md): which file may import what, and who
// may read the environment. A table of rules; every message gives the reason. It reads text, not syntax
// trees, so that it needs no dependency; what it cannot see (a computed import) review has to.
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * `files`: whom it binds; `except`: whom not; `forbids`: what an import may not resolve to (a path from the
 * root, `node:name` or a package); `source`: what no line may say; `types`: `import type` may cross.
 */
const RULES = [
  {
    files: /^(shared|server|client)\//,
    forbids: /^test(\/|$)/,
    why: 'tests look at the code, never the other way round',
  },
  {
    files: /^shared\//,
    forbids: /^((server|client)(\/|$)|node:|prosemirror-|lit(\/|$)|ws$|express)/,
    why: 'shared is pure: it knows neither side, no Node and no DOM',
  },
  { files: /^server\//, forbids: /^(client(\/|$)|prosemirror-|lit(\/|$))/, why: 'the server never imports the page' },
  {
    files: /^client\//,
    except: /^client\/vite\.config\.ts$/,
    forbids: /^(server(\/|$)|node:)/,
    why: 'the page reaches the server over the wire only',
  },
  {
    files: /^client\/editor\//,
    forbids: /^(lit(\/|$)|@lit\/|ws$|y-websocket|client\/(elements|connection)(\/|\.|$))/,
    why: 'the editor knows no Lit and no sockets',
  },
  {
    files: /^client\/elements\//,
    except: /^client\/elements\/editor\.ts$/,
    forbids: /^(yjs|y-|lib0|prosemirror-|client\/editor\/)/,
    types: true,
    why: 'elements render and emit; one element owns the editor, the session owns the sockets',
  },
  {
    files: /^server\//,
    except: /^server\/((main|cli)\.ts$|storage\/sqlite|pubsub\/local|workshop\/threads)/,
    forbids: /^server\/(storage\/sqlite|pubsub\/local|workshop\/threads)/,
    why: 'only main names adapters; the rest knows ports',
  },
  {
    files: /^(server|shared|client)\//,
    except: /^server\/config\.ts$/,
    source: /\bprocess\s*(\??\.\s*env\b|\??\.?\[)/,
    why: 'only server/config.ts reads the environment',
  },
  {
    files: /^(server|shared|client)\//,
    forbids: /^node:process$/,
    why: 'only server/config.ts reads the environment; `process` itself is global',
  },
  { files: /^shared\//, source: /\b(document|window|localStorage|globalThis\.document)\./, why: 'shared touches no DOM globals' },
  {
    files: /./,
    source: /(\bas|[:<,|&(])\s*any\b(?=\s*([;,)>\]|&={[]|$))/,
    why: 'any switches the type checker off; unknown keeps it on',
  },
]

// The clause may not run over another import or export: without semicolons nothing else ends a statement.
const CLAUSE = String.raw`(?:(?!\b(?:import|export)\b)[\w$*{},\s])*?`
const QUOTED = String.raw`['"]([^'"\n]+)['"]`
const IMPORT = new RegExp(
  String.raw`\b(?:import|export)\s*(type\s)?${CLAUSE}\bfrom\s*${QUOTED}|\bimport\s*\(\s*${QUOTED}|\bimport\s*${QUOTED}`,
  'g',
)
const STRING_OR_COMMENT = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[^]*?\*\//g

const faults = sources().flatMap((file) => check(file, readFileSync(join(root, file), 'utf8')))
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exit(1)
console.log('Boundaries hold.')

function sources() {
  return ['shared', 'server', 'client', 'test'].flatMap((name) =>
    readdirSync(join(root, name), { recursive: true })
      .map((file) => `${name}/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.ts') && !/\/(node_modules|dist|\.types)\//.test(file)),
  )
}

function check(file, text) {
  const code = text.replace(STRING_OR_COMMENT, (part) => (part.startsWith('/') ? blank(part) : part))
  return RULES.filter(({ files, except }) => files.test(file) && !except?.test(file)).flatMap((rule) =>
    rule.source ? checkLines(file, code, rule) : checkImports(file, code, rule),
  )
}

/** Plain strings say nothing about the code; a template may hold code and is read. */
function checkLines(file, code, { source, why }) {
  const lines = code.replace(STRING_OR_COMMENT, (part) => (part.startsWith('`') ? part : blank(part))).split('\n')
  return lines.flatMap((line, i) => (source.test(line) ? [`${file}:${i + 1}: ${why}`] : []))
}

function checkImports(file, code, { forbids, types, why }) {
  return [...code.matchAll(IMPORT)].flatMap((match) => {
    const specifier = match[2] ?? match[3] ?? match[4]
    // Types leave nothing behind at run time; where a rule says so, they may cross.
    if (types && match[1] !== undefined) return []
    if (!forbids.test(target(file, specifier))) return []
    const line = code.slice(0, match.index).split('\n').length
    return [`${file}:${line}: imports ${specifier}: ${why}`]
  })
}

/** However it is written, what an import means: a path from the root, `node:name`, or a package. */
function target(file, specifier) {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier)
  if (specifier.startsWith('@chapeau/')) return specifier.slice('@chapeau/'.length)
  return builtinModules.includes(specifier) ? `node:${specifier}` : specifier
}

function blank(part) {
  return part.replace(/[^\n]/g, ' ')
}
