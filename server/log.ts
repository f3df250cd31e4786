// The log as a port: fields and a message, once per fact. Never tokens, links or words of a text.

export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
