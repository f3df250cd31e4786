// What passes between the server's thread and the storage's: one call, one reply.

export interface Call {
  readonly id: number
  /** A method of the storage port. */
  readonly name: string
  readonly args: readonly unknown[]
}

/** Reply 0 says that the file is open. */
export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string }
