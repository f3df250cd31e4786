// The database's tables. Every change of them is a new step at the end of STEPS; a step that has been
// released never changes. The number of steps done is the file's user_version.
import type { Database } from 'better-sqlite3'

const STEPS: readonly string[] = [
  `
  CREATE TABLE meetings (id TEXT PRIMARY KEY, name TEXT NOT NULL, rules TEXT NOT NULL, created INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE delegations (
    meeting_id TEXT NOT NULL REFERENCES meetings (id), code TEXT NOT NULL, position INTEGER NOT NULL, delegation TEXT NOT NULL,
    PRIMARY KEY (meeting_id, code)) STRICT, WITHOUT ROWID;
  CREATE TABLE persons (id TEXT PRIMARY KEY, name TEXT NOT NULL, operator INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE invitations (
    id TEXT PRIMARY KEY, meeting_id TEXT REFERENCES meetings (id), delegation TEXT, role TEXT, token_hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL, revoked_at TEXT) STRICT, WITHOUT ROWID;
  CREATE INDEX invitations_meeting ON invitations (meeting_id);
  CREATE TABLE seats (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES persons (id), meeting_id TEXT NOT NULL REFERENCES meetings (id),
    delegation TEXT, role TEXT NOT NULL, invitation_id TEXT NOT NULL REFERENCES invitations (id), position INTEGER NOT NULL, ended INTEGER NOT NULL DEFAULT 0)
    STRICT, WITHOUT ROWID;
  CREATE INDEX seats_person ON seats (person_id);
  CREATE INDEX seats_invitation ON seats (invitation_id);
  CREATE TABLE sessions (token_hash TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES persons (id), seen_at INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;

  CREATE TABLE texts (
    id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL REFERENCES meetings (id), name TEXT NOT NULL, status TEXT NOT NULL,
    revision TEXT NOT NULL, seq INTEGER NOT NULL, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX texts_meeting ON texts (meeting_id);
  CREATE TABLE updates (
    text_id TEXT NOT NULL REFERENCES texts (id), seq INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (text_id, seq)) STRICT;
  CREATE TABLE bindings (
    text_id TEXT NOT NULL REFERENCES texts (id), client_id INTEGER NOT NULL, binding TEXT NOT NULL, PRIMARY KEY (text_id, client_id))
    STRICT, WITHOUT ROWID;
  CREATE TABLE brackets (
    text_id TEXT NOT NULL REFERENCES texts (id), bid TEXT NOT NULL, closed INTEGER NOT NULL DEFAULT 0, wording TEXT,
    PRIMARY KEY (text_id, bid)) STRICT, WITHOUT ROWID;
  CREATE TABLE acts (
    text_id TEXT NOT NULL REFERENCES texts (id), id TEXT NOT NULL, request TEXT NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (text_id, id)) STRICT, WITHOUT ROWID;

  CREATE TABLE entries (
    chain_id TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (chain_id, seq)) STRICT, WITHOUT ROWID;
  -- Content lies apart from the chain: it can be withheld or destroyed and the chain still verifies.
  CREATE TABLE contents (
    chain_id TEXT NOT NULL, seq INTEGER NOT NULL, content TEXT NOT NULL, salt TEXT NOT NULL, PRIMARY KEY (chain_id, seq),
    FOREIGN KEY (chain_id, seq) REFERENCES entries (chain_id, seq)) STRICT, WITHOUT ROWID;
  CREATE TABLE undos (
    chain_id TEXT NOT NULL, seq INTEGER NOT NULL, undo TEXT NOT NULL, PRIMARY KEY (chain_id, seq),
    FOREIGN KEY (chain_id, seq) REFERENCES entries (chain_id, seq)) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE set_aside (
    text_id TEXT NOT NULL REFERENCES texts (id), n INTEGER NOT NULL, listing TEXT NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (text_id, n)) STRICT;
  CREATE TABLE heads (
    text_id TEXT NOT NULL REFERENCES texts (id), seq INTEGER NOT NULL, head TEXT NOT NULL, PRIMARY KEY (text_id, seq)) STRICT, WITHOUT ROWID;
  ALTER TABLE invitations ADD COLUMN expires_at TEXT;
  CREATE TABLE spans (
    text_id TEXT NOT NULL REFERENCES texts (id), client INTEGER NOT NULL, clock INTEGER NOT NULL, length INTEGER NOT NULL, bid TEXT NOT NULL,
    PRIMARY KEY (text_id, client, clock, bid)) STRICT, WITHOUT ROWID;
  CREATE TABLE copies (
    text_id TEXT NOT NULL REFERENCES texts (id), client INTEGER NOT NULL, clock INTEGER NOT NULL, length INTEGER NOT NULL,
    of_client INTEGER NOT NULL, of_clock INTEGER NOT NULL, PRIMARY KEY (text_id, client, clock)) STRICT, WITHOUT ROWID;
  -- Up to which append the text is known to be the one with this hash.
  ALTER TABLE texts ADD COLUMN hashed_seq INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE texts ADD COLUMN hashed TEXT;
  -- What undoing needs is kept in another form from here on; older acts stay done.
  DELETE FROM undos;
  `,
  `
  CREATE TABLE asides (
    text_id TEXT NOT NULL REFERENCES texts (id), key TEXT NOT NULL, audience TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (text_id, key)) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE moves (
    text_id TEXT NOT NULL REFERENCES texts (id), client INTEGER NOT NULL, clock INTEGER NOT NULL, length INTEGER NOT NULL,
    of_client INTEGER NOT NULL, of_clock INTEGER NOT NULL, home INTEGER NOT NULL, PRIMARY KEY (text_id, client, clock)) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE revisions (
    text_id TEXT NOT NULL REFERENCES texts (id), seq INTEGER NOT NULL, revision TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL,
    meta TEXT NOT NULL, PRIMARY KEY (text_id, seq)) STRICT;
  `,
  `
  CREATE TABLE silences (
    text_id TEXT NOT NULL PRIMARY KEY REFERENCES texts (id), deadline TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE counts (
    text_id TEXT NOT NULL REFERENCES texts (id), seq INTEGER NOT NULL, at TEXT NOT NULL, brackets INTEGER NOT NULL, issues INTEGER NOT NULL,
    PRIMARY KEY (text_id, seq)) STRICT, WITHOUT ROWID;
  `,
  `
  -- Who asks about words asks for the entries of a few brackets out of a record that may be very long.
  CREATE INDEX entries_target ON entries (chain_id, entry ->> '$.target');
  `,
  `
  CREATE TABLE prints (
    text_id TEXT NOT NULL REFERENCES texts (id), hash TEXT NOT NULL, seq INTEGER NOT NULL, revision TEXT NOT NULL, at TEXT NOT NULL,
    packed BLOB NOT NULL, PRIMARY KEY (text_id, hash)) STRICT;
  `,
  `
  CREATE TABLE files (
    text_id TEXT NOT NULL REFERENCES texts (id), hash TEXT NOT NULL, type TEXT NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (text_id, hash)) STRICT;
  `,
]

/** How long a write waits for another process that holds the file, such as a backup. */
const BUSY_TIMEOUT_MS = 5_000

/** Sets the connection up and brings the tables to this version; throws for a file from a newer one. */
export function prepareDatabase(db: Database): void {
  db.pragma('journal_mode = WAL')
  // With FULL every commit is on disk when it answers; NORMAL may lose the last ones in a power cut.
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  // What is destroyed by rule is written over, not only unlinked.
  db.pragma('secure_delete = ON')
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > STEPS.length) throw new Error(`The data were written by a newer version of Chapeau (schema ${version}).`)
  STEPS.slice(version).forEach((step, i) => {
    db.transaction(() => {
      db.exec(step)
      db.pragma(`user_version = ${version + i + 1}`)
    })()
  })
}
