// The command line: `chapeau <command>`. Each command stands in cli/ and answers its exit code; this file only picks one.
import { backup, restore, type BackupPorts } from './cli/backup.ts'
import { verify } from './cli/verify.ts'
import { readConfig } from './config.ts'
import { backupSqlite } from './storage/sqlite-backup.ts'

/** 0: done and fine; 1: done, and not fine; 2: it was asked for in a way that is not known. */
export type ExitCode = 0 | 1 | 2

export interface Command {
  readonly usage: string
  run(args: readonly string[]): Promise<ExitCode>
}

const ports: BackupPorts = { dataDir: () => readConfig().dataDir, copyDatabase: backupSqlite }
const COMMANDS: Readonly<Record<string, Command>> = { verify, backup: backup(ports), restore: restore(ports) }

async function main([name, ...args]: readonly string[]): Promise<ExitCode> {
  const command = name === undefined ? undefined : COMMANDS[name]
  if (command === undefined) {
    console.error(['Usage:', ...Object.values(COMMANDS).map(({ usage }) => `  chapeau ${usage}`)].join('\n'))
    return 2
  }
  try {
    return await command.run(args)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\nUsage: chapeau ${command.usage}`)
    return 2
  }
}

process.exitCode = await main(process.argv.slice(2))
