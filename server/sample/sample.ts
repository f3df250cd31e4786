// The sample meeting of a first start: delegations, a text with brackets, and join links that are printed at every
// start. Real invitations are shown once and kept as digests; these are for trying, so they are kept readable.
import { SERVER_CLIENT_IDS_FROM, type Principal } from '@chapeau/shared/ids'
import { PRESET_RIGHTS, type Role } from '@chapeau/shared/policy'
import { wordsDigest, wordsOf } from '@chapeau/shared/brackets/words'
import { metaKey, type Stand } from '@chapeau/shared/text/meta'
import { isStarter, isText, type Body } from '@chapeau/shared/text/model'
import { escapeText, parseNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { NewText } from '../access/laying.ts'
import { SERVER_DOER, type Meetings } from '../access/meetings.ts'
import { joinLink } from '../http/invitations.ts'
import type { Storage } from '../storage/port.ts'
import { SAMPLE } from './text.ts'

export interface SampleLink {
  /** The role or the delegation's name. */
  readonly name: string
  readonly url: string
}

export interface SamplePorts {
  readonly dataDir: string
  readonly publicUrl: string
  readonly storage: Storage
  readonly meetings: Meetings
}

const FILE = 'sample-links.json'
/** Only whoever runs the server may read links that give seats. */
const OWNER_ONLY = 0o600

const savedSchema = z.array(z.object({ name: z.string(), token: z.string() }))
type Saved = z.infer<typeof savedSchema>

/** Sets the sample up where there is no meeting yet; answers its links, none where the file was taken away. */
export async function sampleLinks(ports: SamplePorts): Promise<SampleLink[]> {
  const fresh = (await ports.storage.meetings()).length === 0
  const saved = fresh ? await setUp(ports) : await load(ports.dataDir)
  return saved.map(({ name, token }) => ({ name, url: joinLink(ports.publicUrl, token) }))
}

async function setUp({ dataDir, meetings }: SamplePorts): Promise<Saved> {
  const meeting = await meetings.create(SAMPLE.meeting, { decide: 'consensus' }, SERVER_DOER)
  const delegations = SAMPLE.delegations.map(({ code, name, preset, members }) => ({
    code,
    name,
    aliases: [],
    preset,
    rights: PRESET_RIGHTS[preset],
    members: members ?? [],
  }))
  await meetings.putDelegations(meeting.id, delegations, SERVER_DOER)
  await meetings.addText(meeting.id, sampleText(), SERVER_DOER)
  const saved: Saved = []
  const invite = async (name: string, delegation: Principal | null, role: Role): Promise<void> => {
    const { token } = await meetings.invite(meeting.id, delegation, role)
    saved.push({ name, token })
  }
  await invite('Chair', null, 'chair')
  await invite('Secretariat', null, 'secretariat')
  for (const { code, name, preset } of SAMPLE.delegations.filter(({ invited }) => invited)) {
    await invite(preset === 'stakeholder' ? `${name} (stakeholder)` : name, code, 'delegate')
  }
  await invite('Observer', null, 'observer')
  const operator = await meetings.invite(null, null, null)
  saved.push({ name: 'Operator (sets up meetings)', token: operator.token })
  const file = join(dataDir, FILE)
  await writeFile(file, `${JSON.stringify(saved, null, 2)}\n`, { mode: OWNER_ONLY })
  // An older file of that name would keep its own mode.
  await chmod(file, OWNER_ONLY)
  return saved
}

async function load(dataDir: string): Promise<Saved> {
  try {
    return savedSchema.parse(JSON.parse(await readFile(join(dataDir, FILE), 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new Error(`${join(dataDir, FILE)} cannot be read; move it away to start without printed links.`, { cause: error })
  }
}

/** The sample as a new text: its notation parsed, states and stands as overrides beside it. */
export function sampleText(): NewText {
  const clientId = SERVER_CLIENT_IDS_FROM
  const { body: parsed, meta } = parseNotation(SAMPLE.paragraphs.map(lineOf).join('\n'), clientId)
  const body = withTypes(parsed)
  SAMPLE.paragraphs.forEach(({ state }, i) => {
    if (state !== undefined) meta.set(metaKey.state(startersOf(body)[i]!), state)
  })
  meta.set(metaKey.status, 'issued').set(metaKey.revision, 'Rev.1').set(metaKey.changes, 0).set(metaKey.title, SAMPLE.name)
  takeStands(body, meta)
  return { name: SAMPLE.name, clientId, body, meta, detail: { from: 'sample' } }
}

function lineOf({ label, text, proposed }: (typeof SAMPLE.paragraphs)[number]): string {
  if (proposed === true) return `[${escapeText(label)}\t${text.slice(1)}`
  return label === '' ? text : `${escapeText(label)}\t${text}`
}

/** Types and levels from the sample's own list, which knows more of them than notation. */
function withTypes(body: Body): Body {
  let i = -1
  return body.map((run) => {
    if (isText(run) || !isStarter(run.insert)) return run
    const { type, level } = SAMPLE.paragraphs[++i]!
    return { insert: { ...run.insert, t: type, lvl: level } }
  })
}

function startersOf(body: Body): string[] {
  return body.flatMap((run) => (!isText(run) && isStarter(run.insert) ? [run.insert.p] : []))
}

function takeStands(body: Body, meta: Map<string, unknown>): void {
  const reading = read(body, meta)
  SAMPLE.stands.forEach(({ words, delegation, stance, reason }, i) => {
    const bid = [...reading.brackets.keys()].find((each) => wordsOf(reading, each) === words)
    if (bid === undefined) throw new Error(`the sample has no bracket "${words}"`)
    const stand: Stand = { stance, words: wordsDigest(reading, [bid]), seq: i + 1, ...(reason === undefined ? {} : { reason }) }
    meta.set(metaKey.stand(bid, delegation), stand)
  })
  // Co-sponsors printed in the notation joined the words as they stand.
  for (const [key, value] of meta) {
    if (!key.startsWith('stand/') || (value as Stand).words !== '') continue
    const bid = key.slice('stand/'.length, key.lastIndexOf('/'))
    meta.set(key, { ...(value as Stand), words: wordsDigest(reading, [bid]) })
  }
}
