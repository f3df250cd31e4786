// Every limit the server sets, each with its reason (docs/protocol.md quotes them). No logic here.

/** Largest frame from a client: a day offline is tens of kilobytes, a pasted book about one megabyte. */
export const MAX_FRAME_BYTES = 4 * 1024 * 1024
/** What ws accepts before it cuts a connection itself; above ours, so that the client gets our close code. */
export const MAX_SOCKET_PAYLOAD_BYTES = 2 * MAX_FRAME_BYTES
/** Unsent bytes at which a reader is too slow to keep: it reconnects and catches up with one diff. */
export const MAX_BACKLOG_BYTES = 4 * 1024 * 1024
/** Client ids one connection may bind: reloads and changes of delegation make a few, never hundreds. */
export const MAX_CLIENT_IDS = 64
/** Bytes of one person's presence: two positions and a few names. */
export const MAX_PRESENCE_BYTES = 4096
/** Largest text file to import; the longest negotiating texts are about 400 KB. */
export const MAX_IMPORT_BYTES = 8 * 1024 * 1024
/** What a person changed of an import's guesses: a few thousand brackets, each by hand. */
export const MAX_CHOICES_BYTES = 1024 * 1024
/** Texts whose words are kept at hand for files to be matched with: the larger meetings have some ten. */
export const MAX_MATCHED_TEXTS = 50
/** Largest JSON body: an act's state vector may have some ten thousand entries. */
export const MAX_JSON_BYTES = 512 * 1024
/** How long an act waits for its actor's own typing to arrive (DESIGN 4). */
export const ACT_WAIT_MS = 2_000
/** A proposal has come to rest when it has not changed for this long (DESIGN 5). */
export const REST_MS = 2_000
/** A room without connections stays loaded this long: a reload of the page finds it warm. */
export const ROOM_IDLE_MS = 30_000
/** y-websocket's clients reconnect after 30 s of silence; anything is said before that. */
export const KEEPALIVE_MS = 20_000
/** An idle connection stays open longer than proxies keep theirs (60 s), or a request meets one that is just being closed. */
export const IDLE_CONNECTION_MS = 65_000
/** Updates on disk after which a text is stored as one; keeps loading under 100 ms. */
export const COMPACT_AFTER_UPDATES = 500
/** Every so many entries the record carries the text's own hash (DESIGN 5). */
export const TEXT_HASH_EVERY = 500
/** A session without any request for this long is over. */
export const SESSION_DAYS = 30
/** An invitation gives seats this long unless the desk says otherwise: a negotiating session and its follow-up. */
export const INVITATION_DAYS = 90
/** The longest that the desk may say. */
export const MAX_INVITATION_DAYS = 730
/** A PDF that takes longer is given up; the longest text that is known here takes ten to twenty seconds on two busy cores. */
export const PDF_TIME_MS = 60_000
/** PDFs asked for at once in all: a minute's work, then people are asked to come back. */
export const MAX_PDFS_WAITING = 20
/** The same PDF asked for at once by the same delegation: it is one, and a person presses a button twice. */
export const MAX_SAME_PDFS_WAITING = 4
/** How long a browser that nobody needs is kept: starting one takes a second. */
export const PDF_IDLE_MS = 60_000
/** Characters of words whose history is asked for at once: a long paragraph. */
export const MAX_TRACED_CHARACTERS = 4_000
/** Entries per page read from storage while a record is sent. */
export const RECORD_PAGE = 1_000
/** The longest silence procedure. */
export const MAX_SILENCE_DAYS = 366
/** How often the server looks at deadlines at the latest: a changed clock is noticed within a minute. */
export const SILENCE_LOOK_MS = 60_000
/** How often the server looks for content that the meeting wants destroyed; the rule counts in days. */
export const RETENTION_EVERY_MS = 60 * 60 * 1000
/** How long shutting down waits for what is in flight. */
export const SHUTDOWN_MS = 10_000
/**
 * Between two appends, or two rounds of presence, of a busy text: what arrives meanwhile is stored and sent together. Writing
 * to each reader is nearly all that a key costs, and nobody sees 48 ms (docs/performance.md).
 */
export const TICK_MS = 48
/** Frames kept while a session is looked up: hello, presence, sync step 1 and a few more. */
export const MAX_EARLY_FRAMES = 32
/** How often in a row a client is asked for what is missing; an honest one has it at the first time. */
export const MAX_RESYNCS = 3
/** Items of text that one seat may have looked at in a row by whole walks and repairs; 1,000,000 are some third of a second. */
export const WALK_BURST_ITEMS = 1_000_000
/** What of that comes back: a tenth of a core, some sixteen repairs a second in a text of 2,000 paragraphs. */
export const WALK_ITEMS_PER_SECOND = 300_000
/** Refused updates kept per seat while a text is loaded: a broken client makes one for each of its documents. */
export const MAX_SET_ASIDE_PER_SEAT = 20
/** Client ids a seat has bound without writing a word; a page makes one at each start, and the oldest is let go. */
export const MAX_UNWRITTEN_IDS = 256
/** Dead client ids a text remembers; one that is forgotten is judged anew, with the same result. */
export const MAX_DEAD_IDS = 10_000
/** Entries at the end of a record that are checked before its text is opened: a day's, in a few milliseconds. */
export const CHECKED_TAIL = 200
/** Frames of one connection at once: a page sends two a key, and a hundred when it comes back. */
export const FRAME_BURST = 2_000
/** Frames of one connection a second, for ever: some twenty people typing at once. */
export const FRAMES_PER_SECOND = 200
/** Bytes of one connection at once: several days offline, or a pasted book. */
export const BYTE_BURST = 16 * 1024 * 1024
/** Bytes of one connection a second. */
export const BYTES_PER_SECOND = 1024 * 1024
/** Sockets of one person: windows on a laptop, a tablet and the hall's screen. */
export const MAX_CONNECTIONS_PER_PERSON = 50
/** Sockets in all: ten plenary halls; a socket costs some 50 KB. */
export const MAX_CONNECTIONS = 5_000
/** Texts in memory; those without people are put away first. A text of 2,000 paragraphs takes about 10 MB. */
export const MAX_OPEN_TEXTS = 500
/** Writes of one session a minute over HTTP: a facilitator decides once a second at most. */
export const WRITES_PER_MINUTE = 600
/** Joins that may fail from one address: mistyped links of a whole hall, and far from guessing a token. */
export const JOIN_FAILURES = 200
/** The time in which they are counted. */
export const JOIN_FAILURES_MINUTES = 15
/** Threads that read files and compare; more than four files at once is nobody's haste. */
export const MAX_WORKSHOP_THREADS = 4
/** Jobs that wait for a thread: forty delegations' files by six o'clock, and some. */
export const MAX_JOBS_WAITING = 64
/** How long one job may run: the largest honest file takes a few seconds on a slow machine. */
export const JOB_MS = 30_000
/** Heap of a job's thread in megabytes: the largest honest file takes some 300. */
export const JOB_MEMORY_MB = 1024
