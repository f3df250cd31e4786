// Larger surfaces of the page, each opened over the text: what they are called, who has them, which key opens them.
import type { Actor } from '@chapeau/shared/policy'
import { metaKey, type Meta } from '@chapeau/shared/text/meta'

/** A tool by name; client/elements/tools/<name>.ts draws it. */
export interface ToolEntry {
  readonly id: ToolId
  readonly name: string
  /** What one does with it, for the palette and the menu. */
  readonly says: string
  /** `shown`: what of the desk's surfaces the room sees. */
  readonly for: (actor: Actor, shown: (what: string) => boolean) => boolean
  /** It takes the whole window, or as little of it as it needs. */
  readonly size?: 'full' | 'small'
}

export const TOOL_IDS = [
  'takeaway',
  'bulk',
  'gavel',
  'matrix',
  'convergence',
  'numbering',
  'alternatives',
  'near',
  'requests',
  'throughout',
  'offers',
  'silence',
  'revisions',
  'returns',
  'pasted',
] as const
export type ToolId = (typeof TOOL_IDS)[number]

const desk = ({ role }: Actor): boolean => role === 'chair' || role === 'secretariat'
/** Whoever proposes brings files back; the secretariat says for whom. */
const returns = (actor: Actor): boolean => desk(actor) || actor.rights?.propose === true

export const TOOLS: readonly ToolEntry[] = [
  {
    id: 'takeaway',
    name: 'Take away',
    says: 'Export as Word, PDF, HTML, text, Markdown, Akoma Ntoso, JSON; tables of brackets, stands and trace',
    for: () => true,
    size: 'small',
  },
  { id: 'bulk', name: 'Decide several at once', says: 'Accept what nobody contests, a paragraph, or what the filters show', for: desk },
  { id: 'gavel', name: 'Gavel', says: 'One paragraph large before the room, one key for its next rung', for: desk, size: 'full' },
  {
    id: 'offers',
    name: 'Offers and packages',
    says: 'Several decisions offered together, answered and adopted as a whole',
    for: ({ role }) => role !== 'observer',
  },
  {
    id: 'silence',
    name: 'Silence procedure',
    says: 'A deadline at which what nobody breaks silence on rises; who broke it, and what became of the last one',
    for: () => true,
  },
  {
    id: 'numbering',
    name: 'Final numbering',
    says: 'New labels for all paragraphs, the references to them, and the table of old and new',
    for: () => true,
  },
  {
    id: 'throughout',
    name: 'Replace throughout',
    says: 'Propose other words at every place where some words stand, as one proposal',
    for: ({ role }) => role !== 'observer',
  },
  {
    id: 'revisions',
    name: 'Earlier revisions',
    says: 'Compare with an earlier revision, bring a paragraph back to its version',
    for: () => true,
  },
  {
    id: 'returns',
    name: 'Bring back a file',
    says: 'A file that was taken away and edited is compared with what it was taken from; what differs becomes proposals. Also many at once',
    for: returns,
  },
  {
    id: 'pasted',
    name: 'Compare with pasted words',
    says: 'Words pasted from elsewhere are held against this paragraph; what differs becomes proposals',
    for: returns,
  },
  { id: 'alternatives', name: 'Alternatives side by side', says: 'What competes with the selected bracket for its place', for: () => true },
  {
    id: 'near',
    name: 'Nearly the same words',
    says: 'Proposals of several delegations that could become one',
    for: ({ role }) => role !== 'observer',
  },
  {
    id: 'requests',
    name: 'Requests and objections',
    says: 'Ask the facilitator; who asks for the floor, who objects to what',
    for: ({ role }) => role !== 'observer',
  },
  {
    id: 'matrix',
    name: 'Matrix of stands',
    says: 'Every open bracket against every delegation',
    for: (actor, shown) => desk(actor) || shown('matrix'),
  },
  {
    id: 'convergence',
    name: 'What is open, over time',
    says: 'Open brackets and issues by paragraph, delegation and time',
    for: (actor, shown) => desk(actor) || shown('convergence'),
  },
]

/** The tools that somebody has. */
export function toolsFor(actor: Actor, meta: Meta | null): ToolEntry[] {
  return TOOLS.filter((tool) => tool.for(actor, (what) => meta?.get(metaKey.show(what)) === true))
}
