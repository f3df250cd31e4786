// Prepared statements, each compiled once for one connection, with plain rows in and out.
import type { Database, Statement } from 'better-sqlite3'

export type Row = Readonly<Record<string, unknown>>

/** Values go in the order of the statement's question marks. */
export class Statements {
  readonly #db: Database
  readonly #prepared = new Map<string, Statement<unknown[]>>()

  constructor(db: Database) {
    this.#db = db
  }

  /** Changes rows; answers how many. */
  run(sql: string, values: readonly unknown[] = []): number {
    return this.#prepare(sql).run(...values).changes
  }

  /** The first row, or null. */
  one(sql: string, values: readonly unknown[] = []): Row | null {
    return (this.#prepare(sql).get(...values) as Row | undefined) ?? null
  }

  all(sql: string, values: readonly unknown[] = []): Row[] {
    return this.#prepare(sql).all(...values) as Row[]
  }

  #prepare(sql: string): Statement<unknown[]> {
    let statement = this.#prepared.get(sql)
    if (statement === undefined) this.#prepared.set(sql, (statement = this.#db.prepare(sql)))
    return statement
  }
}

/** The methods of a port without their promises: what runs inside the storage's thread. */
export type Sync<Port> = {
  readonly [Name in keyof Port]: Port[Name] extends (...args: infer Args) => Promise<infer Answer> ? (...args: Args) => Answer : never
}
