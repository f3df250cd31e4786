// Holds the boundaries between the packages (docs/architecture.md): which file may import what, and who
// may read the environment. A table of rules; every message gives the reason.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')

/** `files`: whom it binds; `except`: whom not; `forbids`: import specifiers, or with `source` any line. */
const RULES = [
  {
    files: /^shared\//,
    forbids: /^(@chapeau\/(server|client|test)|node:|prosemirror-|lit|ws$|express)/,
    why: 'shared is pure: it knows neither side, no Node and no DOM',
  },
  { files: /^server\//, forbids: /^(@chapeau\/(client|test)|prosemirror-|lit)/, why: 'the server never imports the page' },
  { files: /^client\//, forbids: /^(@chapeau\/(server|test)|node:)/, why: 'the page reaches the server over the wire only' },
  {
    files: /^client\/editor\//,
    forbids: /^(lit|ws$|y-websocket|\.\.\/(elements|connection))/,
    why: 'the editor knows no Lit and no sockets',
  },
  {
    files: /^client\/elements\//,
    except: /^client\/elements\/editor\.ts$/,
    forbids: /^(yjs|y-|lib0|prosemirror-|\.\.\/editor\/)/,
    types: true,
    why: 'elements render and emit; one element owns the editor, the session owns the sockets',
  },
  {
    files: /^server\//,
    except: /^server\/(main|cli)\.ts$|^server\/(storage\/sqlite|pubsub\/local)/,
    forbids: /(storage\/sqlite|pubsub\/local)/,
    why: 'only main names adapters; the rest knows ports',
  },
  {
    files: /^(server|shared|client)\//,
    except: /^server\/config\.ts$/,
    source: /process\.env/,
    why: 'only server/config.ts reads the environment',
  },
  { files: /^shared\//, source: /\b(document|window|localStorage|globalThis\.document)\./, why: 'shared touches no DOM globals' },
]

const IMPORT =
  /(?:^|[\s;])(import|export)\s+(type\s)?[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s*['"]([^'"]+)['"]/gm

const faults = sources().flatMap((file) => check(file, readFileSync(join(root, file), 'utf8')))
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exit(1)
console.log('Boundaries hold.')

function sources() {
  return ['shared', 'server', 'client'].flatMap((name) =>
    readdirSync(join(root, name), { recursive: true })
      .map((file) => `${name}/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.ts') && !/\/(node_modules|dist|\.types)\//.test(file)),
  )
}

function check(file, text) {
  return RULES.filter(({ files, except }) => files.test(file) && !except?.test(file)).flatMap((rule) =>
    rule.source ? checkLines(file, text, rule) : checkImports(file, text, rule),
  )
}

function checkLines(file, text, { source, why }) {
  return text.split('\n').flatMap((line, i) => (source.test(line.replace(/\/\/.*|^\s*\*.*/, '')) ? [`${file}:${i + 1}: ${why}`] : []))
}

function checkImports(file, text, { forbids, types, why }) {
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const specifier = match[3] ?? match[4] ?? match[5]
    // Types leave nothing behind at run time; where a rule says so, they may cross.
    if (types && match[2] !== undefined) return []
    if (!forbids.test(specifier)) return []
    const line = text.slice(0, match.index).split('\n').length
    return [`${file}:${line}: imports ${specifier}: ${why}`]
  })
}
