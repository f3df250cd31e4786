// Texts in SQLite: updates, bindings, brackets, acts and the record's chains. Runs in the storage's thread;
// transactions are the caller's (sqlite-worker.ts), so nothing here begins or commits one.
import type { CountsAt } from '@chapeau/shared/brackets/convergence'
import type { Bid } from '@chapeau/shared/ids'
import type { Ear } from '@chapeau/shared/policy'
import type { RecordContent, RecordEntry, RecordLine, SignedHead } from '@chapeau/shared/protocol/api'
import type { Body } from '@chapeau/shared/text/model'
import type { TextStatus } from '@chapeau/shared/text/meta'
import type { ActUndo } from '../acts/types.ts'
import type { Binding } from '../authority/types.ts'
import type { Move } from '../authority/moved.ts'
import type { CharRange, Copy, Span } from '../record/provenance.ts'
import type {
  Append,
  AppendResult,
  ChainHead,
  LoadedText,
  RevisionListing,
  SetAside,
  SetAsideListing,
  StoredAct,
  StoredEntry,
  StoredFile,
  StoredPrint,
  StoredRevision,
  StoredText,
  TextStorage,
} from './port.ts'
import { packed, unpacked } from './sqlite-packed.ts'
import type { Row, Statements, Sync } from './sqlite-statements.ts'

export class SqliteTexts implements Sync<TextStorage> {
  readonly #sql: Statements
  /** Texts with words destroyed since they were last stored as one. */
  readonly #destroyed = new Set<string>()
  #scrub = false

  constructor(sql: Statements) {
    this.#sql = sql
  }

  createText(text: StoredText, first: Append, files: readonly StoredFile[] = []): void {
    this.#sql.run(
      `INSERT INTO texts (id, meeting_id, name, status, revision, seq, position)
       VALUES (?, ?, ?, ?, ?, 1, (SELECT count(*) FROM texts WHERE meeting_id = ?))`,
      [text.id, text.meetingId, text.name, text.status, text.revision, text.meetingId],
    )
    this.#write(text.id, 1, first)
    for (const { hash, type, bytes } of files)
      this.#sql.run('INSERT INTO files (text_id, hash, type, bytes) VALUES (?, ?, ?, ?)', [text.id, hash, type, bytes])
  }

  append(textId: string, afterSeq: number, append: Append): AppendResult {
    const seq = afterSeq + 1
    // The fence: whoever does not know the last append writes nothing.
    if (this.#sql.run('UPDATE texts SET seq = ? WHERE id = ? AND seq = ?', [seq, textId, afterSeq]) === 0) return { status: 'conflict' }
    this.#write(textId, seq, append)
    return { status: 'appended', seq }
  }

  load(textId: string): LoadedText | null {
    const row = this.#sql.one('SELECT * FROM texts WHERE id = ?', [textId])
    if (row === null) return null
    const updates = this.#sql.all('SELECT seq, bytes FROM updates WHERE text_id = ? ORDER BY seq', [textId])
    const hashedSeq = row['hashed_seq'] as number
    const brackets = this.#sql.all('SELECT bid, closed, wording FROM brackets WHERE text_id = ?', [textId])
    return {
      ...textOf(row),
      seq: row['seq'] as number,
      updates: updates.map((r) => r['bytes'] as Uint8Array),
      bindings: this.#sql.all('SELECT binding FROM bindings WHERE text_id = ?', [textId]).map((r) => parse<Binding>(r['binding'])),
      closed: brackets.filter((r) => r['closed'] === 1).map((r) => r['bid'] as Bid),
      wordings: new Map(brackets.filter((r) => r['wording'] !== null).map((r) => [r['bid'] as Bid, r['wording'] as string])),
      asides: this.#sql
        .all('SELECT key, audience, value FROM asides WHERE text_id = ?', [textId])
        .map((r) => ({ key: r['key'] as string, audience: parse<Ear[]>(r['audience']), value: parse<unknown>(r['value']) })),
      moves: this.#moves(textId),
      head: this.head(textId),
      hashed:
        row['hashed'] === null
          ? null
          : { hash: row['hashed'] as string, updates: updates.filter((update) => (update['seq'] as number) <= hashedSeq).length },
    }
  }

  compact(textId: string, seq: number, state: Uint8Array, hash: string): void {
    this.#sql.run('DELETE FROM updates WHERE text_id = ? AND seq <= ?', [textId, seq])
    this.#sql.run('INSERT INTO updates (text_id, seq, bytes) VALUES (?, ?, ?)', [textId, seq, state])
    if (this.#destroyed.delete(textId)) this.#scrub = true
    this.#hashed(textId, seq, hash)
  }

  file(textId: string, hash: string): StoredFile | null {
    const row = this.#sql.one('SELECT type, bytes FROM files WHERE text_id = ? AND hash = ?', [textId, hash])
    return row === null ? null : { hash, type: row['type'] as StoredFile['type'], bytes: row['bytes'] as Uint8Array }
  }

  texts(meetingId: string): StoredText[] {
    return this.#sql.all('SELECT * FROM texts WHERE meeting_id = ? ORDER BY position, id', [meetingId]).map(textOf)
  }

  text(textId: string): StoredText | null {
    const row = this.#sql.one('SELECT * FROM texts WHERE id = ?', [textId])
    return row === null ? null : textOf(row)
  }

  actById(textId: string, actId: string): StoredAct | null {
    const row = this.#sql.one('SELECT id, request, answer FROM acts WHERE text_id = ? AND id = ?', [textId, actId])
    return row === null ? null : { id: row['id'] as string, request: row['request'] as string, answer: parse(row['answer']) }
  }

  undo(textId: string, seq: number): ActUndo | null {
    const row = this.#sql.one('SELECT undo FROM undos WHERE chain_id = ? AND seq = ?', [textId, seq])
    return row === null ? null : parse<ActUndo>(row['undo'])
  }

  record(chainId: string, after: number, limit: number): RecordLine[] {
    return this.#sql
      .all(
        `SELECT entry, content, salt FROM entries LEFT JOIN contents USING (chain_id, seq)
         WHERE chain_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
        [chainId, after, limit],
      )
      .map(lineOf)
  }

  exports(textId: string): RecordLine[] {
    // Their heads are signed, and few entries' are.
    return this.#sql
      .all(
        `SELECT entry, content, salt FROM heads JOIN entries ON entries.chain_id = text_id AND entries.seq = heads.seq
         LEFT JOIN contents ON contents.chain_id = text_id AND contents.seq = heads.seq
         WHERE text_id = ? AND entry ->> '$.act' = 'export' ORDER BY heads.seq`,
        [textId],
      )
      .map(lineOf)
  }

  deadlines(): { textId: string; deadline: string }[] {
    return this.#sql
      .all('SELECT text_id, deadline FROM silences ORDER BY deadline', [])
      .map((row) => ({ textId: row['text_id'] as string, deadline: row['deadline'] as string }))
  }

  head(chainId: string): ChainHead {
    const row = this.#sql.one('SELECT seq, hash FROM entries WHERE chain_id = ? ORDER BY seq DESC LIMIT 1', [chainId])
    return row === null ? { seq: 0, hash: '' } : { seq: row['seq'] as number, hash: row['hash'] as string }
  }

  heads(textId: string): SignedHead[] {
    return this.#sql.all('SELECT head FROM heads WHERE text_id = ? ORDER BY seq', [textId]).map((row) => parse<SignedHead>(row['head']))
  }

  // The index is named because the planner, which knows nothing of how many entries a chain has, would walk the chain.
  recordOf(chainId: string, targets: readonly string[], seqs: readonly number[]): RecordLine[] {
    return this.#sql
      .all(
        `SELECT entry, content, salt FROM entries LEFT JOIN contents USING (chain_id, seq)
         WHERE chain_id = ? AND seq IN (
           SELECT seq FROM entries INDEXED BY entries_target WHERE chain_id = ? AND entry ->> '$.target' IN (SELECT value FROM json_each(?))
           UNION SELECT value FROM json_each(?)) ORDER BY seq`,
        [chainId, chainId, JSON.stringify(targets), JSON.stringify(seqs)],
      )
      .map(lineOf)
  }

  provenance(textId: string, { client, clock, length }: CharRange): { spans: Span[]; copies: Copy[] } {
    const key = [textId, client, clock + length, clock]
    const number = (row: Row, name: string): number => row[name] as number
    return {
      spans: this.#sql
        .all('SELECT clock, length, bid FROM spans WHERE text_id = ? AND client = ? AND clock < ? AND clock + length > ?', key)
        .map((row) => ({ client, clock: number(row, 'clock'), length: number(row, 'length'), bid: row['bid'] as Span['bid'] })),
      copies: this.#sql
        .all(
          'SELECT clock, length, of_client, of_clock FROM copies WHERE text_id = ? AND client = ? AND clock < ? AND clock + length > ?',
          key,
        )
        .map((row) => ({
          client,
          clock: number(row, 'clock'),
          length: number(row, 'length'),
          of: { client: number(row, 'of_client'), clock: number(row, 'of_clock') },
        })),
    }
  }

  #moves(textId: string): Move[] {
    return this.#sql.all('SELECT client, clock, length, of_client, of_clock, home FROM moves WHERE text_id = ?', [textId]).map((row) => ({
      client: row['client'] as number,
      clock: row['clock'] as number,
      length: row['length'] as number,
      of: { client: row['of_client'] as number, clock: row['of_clock'] as number },
      ...(row['home'] === 1 ? { home: true as const } : {}),
    }))
  }

  revisions(textId: string): RevisionListing[] {
    return this.#sql.all('SELECT seq, revision, at FROM revisions WHERE text_id = ? ORDER BY seq', [textId]).map(revisionOf)
  }

  revision(textId: string, seq: number): StoredRevision | null {
    const row = this.#sql.one('SELECT seq, revision, at, body, meta FROM revisions WHERE text_id = ? AND seq = ?', [textId, seq])
    return row === null ? null : { ...revisionOf(row), body: parse<Body>(row['body']), meta: parse<Record<string, unknown>>(row['meta']) }
  }

  printed(textId: string, hash: string): StoredPrint | null {
    const row = this.#sql.one('SELECT hash, seq, revision, at, packed FROM prints WHERE text_id = ? AND hash = ?', [textId, hash])
    if (row === null) return null
    return { hash, ...revisionOf(row), ...unpacked<Pick<StoredPrint, 'body' | 'meta' | 'units'>>(row['packed'] as Uint8Array) }
  }

  counts(textId: string): CountsAt[] {
    return this.#sql.all('SELECT seq, at, brackets, issues FROM counts WHERE text_id = ? ORDER BY seq', [textId]).map((row) => ({
      seq: row['seq'] as number,
      at: row['at'] as string,
      brackets: row['brackets'] as number,
      issues: row['issues'] as number,
    }))
  }

  setAside(textId: string): SetAsideListing[] {
    return this.#sql
      .all('SELECT n, listing, length(bytes) AS size FROM set_aside WHERE text_id = ? ORDER BY n', [textId])
      .map((row) => ({ ...parse<Omit<SetAside, 'bytes'>>(row['listing']), n: row['n'] as number, size: row['size'] as number }))
  }

  setAsideBytes(textId: string, n: number): Uint8Array | null {
    return (
      (this.#sql.one('SELECT bytes FROM set_aside WHERE text_id = ? AND n = ?', [textId, n])?.['bytes'] as Uint8Array | undefined) ?? null
    )
  }

  lastContentBefore(chainId: string, at: string): number {
    const row = this.#sql.one(
      `SELECT max(seq) AS seq FROM contents JOIN entries USING (chain_id, seq)
       WHERE chain_id = ? AND entry ->> '$.at' < ? AND entry ->> '$.act' <> 'destroy'`,
      [chainId, at],
    )
    return (row?.['seq'] as number | null) ?? 0
  }

  /** Content and salts; what undoing would need and what was set aside until then are the same words once more. */
  destroyUpTo(chainId: string, seq: number): void {
    this.#sql.run('DELETE FROM contents WHERE chain_id = ? AND seq <= ?', [chainId, seq])
    this.#sql.run('DELETE FROM undos WHERE chain_id = ? AND seq <= ?', [chainId, seq])
    this.#sql.run(
      `DELETE FROM set_aside WHERE text_id = ?
       AND listing ->> '$.at' <= (SELECT entry ->> '$.at' FROM entries WHERE chain_id = ? AND seq = ?)`,
      [chainId, chainId, seq],
    )
    for (const table of ['revisions', 'prints']) this.#sql.run(`DELETE FROM ${table} WHERE text_id = ? AND seq <= ?`, [chainId, seq])
    this.#destroyed.add(chainId)
    this.#scrub = true
  }

  /** Whether the file should let go of old pages now; asked once. */
  takeScrub(): boolean {
    const scrub = this.#scrub
    this.#scrub = false
    return scrub
  }

  /** Adds entries to a chain; the key (chain, number) refuses a fork. */
  addEntries(chainId: string, entries: readonly StoredEntry[]): void {
    for (const { entry, content, salt, undo } of entries) {
      const key = [chainId, entry.seq]
      this.#sql.run('INSERT INTO entries (chain_id, seq, hash, entry) VALUES (?, ?, ?, ?)', [...key, entry.hash, JSON.stringify(entry)])
      if (content !== null)
        this.#sql.run('INSERT INTO contents (chain_id, seq, content, salt) VALUES (?, ?, ?, ?)', [...key, JSON.stringify(content), salt])
      if (undo !== null) this.#sql.run('INSERT INTO undos (chain_id, seq, undo) VALUES (?, ?, ?)', [...key, JSON.stringify(undo)])
    }
  }

  #hashed(textId: string, seq: number, hash: string): void {
    this.#sql.run('UPDATE texts SET hashed_seq = ?, hashed = ? WHERE id = ? AND hashed_seq <= ?', [seq, hash, textId, seq])
  }

  /** What prints the same is kept once, as long as the newest file of it. */
  #print(textId: string, { hash, seq, revision, at, ...text }: StoredPrint): void {
    if (this.#sql.run('UPDATE prints SET seq = ? WHERE text_id = ? AND hash = ?', [seq, textId, hash]) > 0) return
    const row = [textId, hash, seq, revision, at, packed(text)]
    this.#sql.run('INSERT INTO prints (text_id, hash, seq, revision, at, packed) VALUES (?, ?, ?, ?, ?, ?)', row)
  }

  #write(textId: string, seq: number, append: Append): void {
    if (append.update !== null) this.#sql.run('INSERT INTO updates (text_id, seq, bytes) VALUES (?, ?, ?)', [textId, seq, append.update])
    for (const binding of append.bindings)
      this.#sql.run('INSERT INTO bindings (text_id, client_id, binding) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
        textId,
        binding.clientId,
        JSON.stringify(binding),
      ])
    this.addEntries(textId, append.entries)
    const hash = append.entries.findLast(({ entry }) => entry.textHash !== undefined)?.entry.textHash
    if (hash !== undefined) this.#hashed(textId, seq, hash)
    for (const bid of append.closed)
      this.#sql.run('INSERT INTO brackets (text_id, bid, closed) VALUES (?, ?, 1) ON CONFLICT (text_id, bid) DO UPDATE SET closed = 1', [
        textId,
        bid,
      ])
    for (const { bid, digest } of append.wordings)
      this.#sql.run(
        `INSERT INTO brackets (text_id, bid, wording) VALUES (?, ?, ?)
         ON CONFLICT (text_id, bid) DO UPDATE SET wording = excluded.wording`,
        [textId, bid, digest],
      )
    for (const { id, request, answer } of append.acts)
      this.#sql.run('INSERT INTO acts (text_id, id, request, answer) VALUES (?, ?, ?, ?)', [textId, id, request, JSON.stringify(answer)])
    for (const head of append.heads ?? [])
      this.#sql.run('INSERT INTO heads (text_id, seq, head) VALUES (?, ?, ?)', [textId, head.seq, JSON.stringify(head)])
    for (const { client, clock, length, bid } of append.spans ?? [])
      this.#sql.run(
        'INSERT INTO spans (text_id, client, clock, length, bid) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET length = max(length, excluded.length)',
        [textId, client, clock, length, bid],
      )
    for (const { client, clock, length, of } of append.copies ?? [])
      this.#sql.run(
        'INSERT INTO copies (text_id, client, clock, length, of_client, of_clock) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        [textId, client, clock, length, of.client, of.clock],
      )
    for (const { client, clock, length, of, home } of append.moves ?? [])
      this.#sql.run(
        'INSERT INTO moves (text_id, client, clock, length, of_client, of_clock, home) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        [textId, client, clock, length, of.client, of.clock, home === true ? 1 : 0],
      )
    if (append.deadline !== undefined) this.#sql.run('DELETE FROM silences WHERE text_id = ?', [textId])
    if (typeof append.deadline === 'string')
      this.#sql.run('INSERT INTO silences (text_id, deadline) VALUES (?, ?)', [textId, append.deadline])
    for (const { key, audience, value } of append.asides ?? []) {
      if (value === null) this.#sql.run('DELETE FROM asides WHERE text_id = ? AND key = ?', [textId, key])
      else
        this.#sql.run(
          'INSERT INTO asides (text_id, key, audience, value) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET audience = excluded.audience, value = excluded.value',
          [textId, key, JSON.stringify(audience), JSON.stringify(value)],
        )
    }
    if (append.revision !== undefined) {
      const { seq: named, revision, at, body, meta } = append.revision
      const row = [textId, named, revision, at, JSON.stringify(body), JSON.stringify(meta)]
      this.#sql.run('INSERT INTO revisions (text_id, seq, revision, at, body, meta) VALUES (?, ?, ?, ?, ?, ?)', row)
    }
    if (append.printed !== undefined) this.#print(textId, append.printed)
    if (append.counts !== undefined) {
      const { seq: counted, at, brackets, issues } = append.counts
      this.#sql.run('INSERT INTO counts (text_id, seq, at, brackets, issues) VALUES (?, ?, ?, ?, ?)', [
        textId,
        counted,
        at,
        brackets,
        issues,
      ])
    }
    for (const of of append.undone ?? []) this.#sql.run('DELETE FROM undos WHERE chain_id = ? AND seq = ?', [textId, of])
    if ((append.destroyed ?? 0) > 0) this.destroyUpTo(textId, append.destroyed!)
    for (const { bytes, ...listing } of append.setAside ?? [])
      this.#sql.run(
        'INSERT INTO set_aside (text_id, n, listing, bytes) VALUES (?, (SELECT coalesce(max(n), 0) + 1 FROM set_aside WHERE text_id = ?), ?, ?)',
        [textId, textId, JSON.stringify(listing), bytes],
      )
    if (append.summary !== null) {
      const { name, status, revision } = append.summary
      this.#sql.run('UPDATE texts SET name = ?, status = ?, revision = ? WHERE id = ?', [name, status, revision, textId])
    }
  }
}

function lineOf(row: Row): RecordLine {
  return {
    entry: parse<RecordEntry>(row['entry']),
    content: row['content'] === null ? null : parse<RecordContent>(row['content']),
    salt: row['salt'] as string | null,
  }
}

const revisionOf = (row: Row): RevisionListing => ({
  seq: row['seq'] as number,
  revision: row['revision'] as string,
  at: row['at'] as string,
})

function textOf(row: Row): StoredText {
  return {
    id: row['id'] as string,
    meetingId: row['meeting_id'] as string,
    name: row['name'] as string,
    status: row['status'] as TextStatus,
    revision: row['revision'] as string,
  }
}

function parse<T>(json: unknown): T {
  return JSON.parse(json as string) as T
}
