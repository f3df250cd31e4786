// What an Akoma Ntoso file says about itself: identification by FRBR, the parties it names, and in `proprietary` what the standard has
// no word for, under a namespace of its own.
import type { TextFile } from '../json/file.ts'
import { attributesOf, escapeXml } from '../docx/xml.ts'
import type { JsonFrame } from '../export-json.ts'
import { frameLine, recordLine } from '../heading.ts'
import { dayOf, EXTENSION, irisOf, partyId, partyIri } from './names.ts'

/** Who made the file. */
const MAKER = 'chapeau'

export function metaXml(file: TextFile, frame: JsonFrame): string {
  return `<meta>${identification(file, frame)}${references(file)}${proprietary(file, frame)}</meta>`
}

function identification({ revision }: TextFile, frame: JsonFrame): string {
  const { work, expression, manifestation } = irisOf(frame)
  const core = (iri: string, name: string): string =>
    `<FRBRthis value="${escapeXml(`${iri}/!main`)}"/><FRBRuri value="${escapeXml(iri)}"/><FRBRdate date="${dayOf(frame.asOf)}" name="${name}"/><FRBRauthor href="#${MAKER}"/>`
  const version = revision === '' ? '' : `<FRBRversionNumber value="${escapeXml(revision)}"/>`
  return `<identification source="#${MAKER}">
<FRBRWork>${core(work, 'asOf')}<FRBRcountry value="un"/><FRBRsubtype value="draft"/><FRBRnumber value="${escapeXml(frame.textId)}"/><FRBRname value="${escapeXml(frame.title)}"/></FRBRWork>
<FRBRExpression>${core(expression, 'asOf')}${version}<FRBRlanguage language="und"/></FRBRExpression>
<FRBRManifestation>${core(manifestation, 'export')}<FRBRformat value="application/akn+xml"/></FRBRManifestation>
</identification>
`
}

function references({ delegations }: TextFile): string {
  const party = (eId: string, href: string, showAs: string): string => `<TLCOrganization${attributesOf({ eId, href, showAs })}/>`
  const all = [
    party(MAKER, '/akn/ontology/organization/un/chapeau', 'Chapeau'),
    ...delegations.map(({ code, name }) => party(partyId(code), partyIri(code), name)),
  ]
  return `<references source="#${MAKER}">\n${all.join('\n')}\n</references>\n`
}

type Value = string | number | boolean | null | readonly string[]

/** An element of ours: lists as words, what is null, false or empty left out. */
function own(name: string, values: Readonly<Record<string, Value>>, content = ''): string {
  const attributes = Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const said = Array.isArray(value) ? value.join(' ') : value === null || value === false ? '' : String(value)
      return [key, said === '' ? undefined : said]
    }),
  )
  return content === ''
    ? `<chp:${name}${attributesOf(attributes)}/>`
    : `<chp:${name}${attributesOf(attributes)}>${escapeXml(content)}</chp:${name}>`
}

function proprietary(file: TextFile, frame: JsonFrame): string {
  const { view, asOf, status, revision, changes, head } = file
  const parts = [
    own('text', { id: file.text, view, asOf, status, revision, changes, title: file.title }, frameLine(frame)),
    own('record', { seq: head.seq, hash: head.hash, key: head.publicKey }, recordLine(frame)),
    ...file.brackets.map(({ id, kind, by, holder, sponsors, group, set, because, withdrawn, unconfirmed, since, rationale }) =>
      own('bracket', { id, kind, by, holder, joined: sponsors, group, set, because, withdrawn, unconfirmed, since }, rationale),
    ),
    ...file.stands.map(({ target, principal, stance, earlier, condition, seq, reason }) =>
      own(
        'stand',
        { target, by: principal, stance, earlier, if: condition === null ? null : `${condition.outcome} ${condition.target}`, seq },
        reason,
      ),
    ),
    ...file.structures.map(({ id, by, shape, text, seq }) => own('shape', { id, by, op: shape.op, target: shape.target, seq }, text)),
    ...file.objections.map(({ decision, principal, paragraph, reason }) =>
      own('objection', { decision, by: principal, paragraph }, reason),
    ),
  ]
  return `<proprietary source="#${MAKER}" xmlns:chp="${EXTENSION}">\n${parts.join('\n')}\n</proprietary>\n`
}
