// The right pane: the queue, the selected bracket or what one can do here, the paragraph's ladder, the record.
import { html, type TemplateResult } from 'lit'
import type { Bid } from '@chapeau/shared/ids'
import { may } from '@chapeau/shared/policy'
import { choicesOn } from '../page/buttons.ts'
import { conditionPlaces } from '../page/conditions.ts'
import { forumsIn } from '../page/ladder.ts'
import { floorView } from '../page/requests.ts'
import { holdersIn, type QueueFilter } from '../page/queue.ts'
import { typedForUs } from '../page/unconfirmed.ts'
import { toolsFor } from '../page/tools.ts'
import { waitingRows } from '../page/waiting.ts'
import type { Store } from '../store.ts'
import type { Decisions } from './decisions.ts'
import type { DeskView } from './desk.ts'
import './bracket-panel.ts'
import './floor.ts'
import './guide-panel.ts'
import './history-panel.ts'
import './paragraph-panel.ts'
import './paragraph-shape.ts'
import './queue.ts'
import './typed-for-us.ts'
import './waiting.ts'

export interface SidePane {
  readonly drawn: DeskView
  readonly store: Store
  readonly decisions: Decisions
  readonly queue: readonly Bid[]
  readonly filter: QueueFilter
  readonly selected: Bid | null
  readonly textId: string
}

export function sidePane({ drawn, store, decisions, queue, filter, selected, textId }: SidePane): TemplateResult {
  const { opened, sheet, actor, permission } = store
  const { refusals, answer, busy, again } = decisions
  return html`<chapeau-queue
      .filter=${filter}
      .queue=${queue}
      .holders=${sheet === null ? [] : holdersIn(sheet.reading)}
      .paragraphs=${drawn.outline.rows.filter(({ id, open }) => id !== null && open > 0)}
      .selected=${selected}
    ></chapeau-queue>
    ${
      drawn.bracket === null
        ? html`<chapeau-guide-panel
            .seatRole=${actor.role}
            .status=${drawn.status}
            .brackets=${drawn.outline.progress.brackets}
            .closed=${permission.ok || actor.role === 'observer' ? '' : permission.message}
            .actions=${drawn.actions}
            .refusal=${refusals.text}
          ></chapeau-guide-panel>`
        : html`<chapeau-bracket-panel
            .view=${drawn.bracket}
            .brackets=${sheet?.reading.brackets ?? new Map()}
            .buttons=${drawn.buttons}
            .history=${drawn.history}
            .delegations=${opened?.meeting.delegations ?? []}
            .hueOf=${drawn.hueOf}
            .answer=${answer}
            .busy=${busy}
            .choices=${may(actor, 'offer', { status: drawn.status }).ok ? choicesOn(drawn.bracket, drawn.status) : []}
            .packing=${decisions.packing.length}
            .undo=${drawn.actions.undo}
            .refusal=${refusals.text}
            .conditions=${() => (sheet === null || selected === null ? [] : conditionPlaces(sheet, selected))}
          ></chapeau-bracket-panel>`
    }
    <chapeau-typed-for-us .items=${sheet === null ? [] : typedForUs(sheet.reading, sheet.meta, actor)}></chapeau-typed-for-us>
    <chapeau-waiting .rows=${sheet === null ? [] : waitingRows(sheet.heard, actor, drawn.status)}></chapeau-waiting>
    <chapeau-floor .view=${sheet === null ? null : floorView(sheet.heard, actor)}></chapeau-floor>
    <chapeau-paragraph-panel
      .view=${drawn.paragraph}
      .refusal=${refusals.paragraph}
      .again=${again}
      .reading=${sheet?.reading ?? null}
      ?pastes=${toolsFor(actor, null).some(({ id }) => id === 'pasted')}
      .forums=${drawn.paragraph === null ? [] : forumsIn(store.record)}
      .delegations=${opened?.meeting.delegations ?? []}
    ></chapeau-paragraph-panel>
    <chapeau-paragraph-shape .view=${drawn.shape} .steps=${drawn.structures} .again=${again}></chapeau-paragraph-shape>
    <chapeau-history-panel
      .textId=${textId}
      .seatId=${opened?.seat.id ?? ''}
      .record=${store.record}
      ?restores=${may(actor, 'reinstate', { status: drawn.status }).ok}
      .refusal=${refusals.text}
      .brackets=${sheet?.reading.brackets ?? new Map()}
    ></chapeau-history-panel>`
}
