// `npm run --silent chapeau -- verify FILE`: the command line from a clone. Builds once where nothing is built yet, and
// finds files where the caller stands, for npm changes the folder. What is printed to stdout is the command's alone.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const cli = join(root, 'server/dist/cli.js')

if (!existsSync(cli)) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/bootstrap.mjs')], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(2)
}
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)
await import(cli)
