// Makes a fresh clone runnable: checks Node, installs with the pinned pnpm when anything that decides the
// installation has changed, compiles, bundles the page. Plain Node without dependencies, for there are none yet.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const MINIMUM = [20, 19]
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const stamp = join(root, 'node_modules', '.chapeau-installed')

checkNode()
if (installed() !== key()) install()
run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], 'The types do not check. The messages above say where.')
// Always, for it takes a second; a check for changed sources would have to know all that Vite reads.
if (existsSync(join(root, 'client/index.html'))) bundle()

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return
  fail(`Chapeau needs Node ${MINIMUM.join('.')} or newer; this is ${process.versions.node}. Install a newer Node and try again.`)
}

/** What decides whether an installation is still the right one. */
function key() {
  const hash = createHash('sha256').update(process.version + process.arch + process.platform)
  for (const file of [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...['shared', 'server', 'client', 'test'].map((name) => `${name}/package.json`),
  ]) {
    hash.update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function installed() {
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : null
}

function install() {
  const pnpm = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.split('+')[0]
  const npm = process.env.npm_execpath
  console.log(`Installing with ${pnpm}; the first time this takes a minute or two, for the database driver is compiled here.`)
  // CI=true keeps pnpm from asking questions. npm_execpath is set by `npm start` and `npm test`.
  const [command, args] = npm?.endsWith('.js') && !npm.includes('pnpm') ? [process.execPath, [npm, 'exec']] : ['npm', ['exec']]
  run(
    command,
    [...args, '--yes', '--', pnpm, 'install', '--frozen-lockfile'],
    'The installation failed. It needs the npm registry, and python3, make and g++ to compile the database driver.',
    {
      CI: 'true',
    },
  )
  writeFileSync(stamp, key())
}

function bundle() {
  const vite = join(root, 'client/node_modules/vite/bin/vite.js')
  run(process.execPath, [vite, 'build', 'client', '--logLevel', 'warn'], 'The page could not be bundled.')
}

function run(command, args, message, env = {}) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
  if (status !== 0) fail(message)
}

function fail(message) {
  console.error(`\n${message}`)
  process.exit(1)
}
