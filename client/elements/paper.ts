// The paper: the rolling text of one who may write is the editor; everything else is read.
import { html, nothing, type TemplateResult } from 'lit'
import { NOBODY, type Bid, type Principal } from '@chapeau/shared/ids'
import { writesFreely } from '@chapeau/shared/policy'
import { changesIn, metaKey } from '@chapeau/shared/text/meta'
import type { View } from '@chapeau/shared/text/views'
import { namesOfRungs } from '../page/rungs.ts'
import type { ActResult, Wish } from '../connection/acts.ts'
import { silenceView } from '../page/silence.ts'
import type { Store } from '../store.ts'
import type { CommandStates } from './command-bar.ts'
import type { DeskView } from './desk.ts'
import './command-bar.ts'
import './print-head.ts'
import './reading.ts'
import './silence-line.ts'
import './typist.ts'

export interface Paper {
  readonly drawn: DeskView
  readonly store: Store
  readonly view: View
  readonly selected: Bid | null
  /** Whether the editor's code has been loaded. */
  readonly editorReady: boolean
  readonly act: (wish: Wish, as?: Principal) => Promise<ActResult>
}

/** The line of one who types for others. */
function typist({ drawn, store, selected, act }: Paper): TemplateResult | typeof nothing {
  const { opened, sheet } = store
  const own = opened?.seat.role === 'delegate' && (opened.meeting.rules.entry ?? 'direct') !== 'direct'
  if (opened === null || (opened.seat.role !== 'secretariat' && !own)) return nothing
  return html`<chapeau-typist
    .textId=${opened.textId}
    .seatId=${opened.seat.id}
    .own=${own}
    .floor=${own ? opened.seat.delegation : opened.onBehalfOf}
    .delegations=${own ? [] : opened.meeting.delegations}
    .sheet=${sheet}
    .selected=${selected}
    .paragraph=${drawn.paragraph?.row.index ?? null}
    .act=${act}
  ></chapeau-typist>`
}

/** While the text is under silence, until when. */
function silence({ drawn, store }: Paper): TemplateResult | typeof nothing {
  const { sheet, actor, opened } = store
  if (drawn.status !== 'silent' || sheet === null) return nothing
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const { rows } = drawn.outline
  const view = silenceView({ sheet, rows, actor, status: drawn.status, rules: opened?.meeting.rules, zone })
  return html`<chapeau-silence-line .view=${view}></chapeau-silence-line>`
}

/** What only a printer shows. */
function printHead({ drawn, store: { sheet }, view }: Paper): TemplateResult {
  const revision = sheet?.meta.get(metaKey.revision)
  return html`<chapeau-print-head
    .name=${drawn.title}
    .view=${view}
    .revision=${typeof revision === 'string' ? revision : ''}
    .changes=${sheet === null ? 0 : changesIn(sheet.meta)}
  ></chapeau-print-head>`
}

/** The paper with what is printed over and behind the text. */
export function paper(input: Paper): TemplateResult {
  const { caveat, parts } = input.drawn.afterwords
  return html`${printHead(input)}${silence(input)}${typist(input)}${caveat === '' ? nothing : html`<p class="caveat">${caveat}</p>`}${words(input)}${
    parts.length === 0
      ? nothing
      : html`<section class="afterwords" aria-label="Behind the text">
          ${parts.map(
            ({ heading, lines }) =>
              html`<h2>${heading}</h2>
                <ul>
                  ${lines.map((line) => html`<li dir="auto">${line}</li>`)}
                </ul>`,
          )}
        </section>`
  }`
}

function words({ drawn, store, view, selected, editorReady }: Paper): TemplateResult {
  const { room, actor, permission, sheet } = store
  const writes = permission.ok || store.opened?.onBehalfOf === NOBODY
  if (view === 'rolling' && writes && room !== null && editorReady) {
    return html`<chapeau-editor
      .room=${room}
      .textId=${store.opened?.textId ?? ''}
      .principal=${actor.principal}
      .permission=${permission}
      ?renewing=${store.renewing}
      .free=${writesFreely(actor, drawn.status)}
      .hueOf=${drawn.hueOf}
      .selected=${selected}
      .name=${drawn.title}
    ></chapeau-editor>`
  }
  return html`<chapeau-reading
    .paragraphs=${drawn.shown}
    .brackets=${sheet?.reading.brackets ?? new Map()}
    .hueOf=${drawn.hueOf}
    .selected=${selected}
    .nameOf=${namesOfRungs(store.opened?.meeting.rules)}
    .name=${drawn.title}
    .textId=${store.opened?.textId ?? ''}
  ></chapeau-reading>`
}

/** The bar of commands above it; nothing where one cannot write, or on the projector. */
export function commandBar(
  { permission, actor }: Store,
  view: View,
  can: CommandStates,
  projector: boolean,
): TemplateResult | typeof nothing {
  if (view !== 'rolling' || !permission.ok || projector) return nothing
  return html`<chapeau-commands .states=${can} .principal=${actor.principal ?? ''}></chapeau-commands>`
}
