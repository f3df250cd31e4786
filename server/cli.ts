// The command line: `chapeau <command>`. Each command stands in cli/ and answers its exit code; this file only picks one.
import { backup, restore, type BackupPorts } from './cli/backup.ts'
import { Refused } from './cli/caller.ts'
import { exportText } from './cli/export.ts'
import { importFiles } from './cli/import.ts'
import { invite } from './cli/invite.ts'
import { join, leave } from './cli/join.ts'
import { meetings, texts } from './cli/listings.ts'
import { returnFile } from './cli/return.ts'
import { verify } from './cli/verify.ts'
import { readCalling, readConfig } from './config.ts'
import { backupSqlite } from './storage/sqlite-backup.ts'

/** 0: done and fine; 1: done, and not fine; 2: it was asked for in a way that is not known. */
export type ExitCode = 0 | 1 | 2

export interface Command {
  readonly usage: string
  /** What it does, in a few words. */
  readonly says: string
  run(args: readonly string[]): Promise<ExitCode>
}

const ports: BackupPorts = { dataDir: () => readConfig().dataDir, copyDatabase: backupSqlite }
const calling = (): ReturnType<typeof readCalling> => readCalling()
const COMMANDS: Readonly<Record<string, Command>> = {
  join: join(calling),
  leave: leave(calling),
  meetings: meetings(calling),
  texts: texts(calling),
  import: importFiles(calling),
  export: exportText(calling),
  return: returnFile(calling),
  invite: invite(calling),
  verify,
  backup: backup(ports),
  restore: restore(ports),
}

async function main([name, ...args]: readonly string[]): Promise<ExitCode> {
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  const asksHelp = name === 'help' || name === '--help'
  if (command === undefined) {
    const usage = ['Usage:', ...Object.values(COMMANDS).flatMap((one) => [`  chapeau ${one.usage}`, `      ${one.says}`])].join('\n')
    if (asksHelp) console.log(usage)
    else console.error(name === undefined ? usage : `There is no command ${name}.\n${usage}`)
    return asksHelp ? 0 : 2
  }
  try {
    return await command.run(args)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    console.error(error instanceof Refused ? message : `${message}\nUsage: chapeau ${command.usage}`)
    return error instanceof Refused ? 1 : 2
  }
}

process.exitCode = await main(process.argv.slice(2))
