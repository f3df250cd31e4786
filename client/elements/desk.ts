// Everything the page of a text draws, computed from the store: recomputed only where its inputs changed.
// Pure values in and out; the page element keeps one of these and asks it at each drawing.
import type { Bid, Principal } from '@chapeau/shared/ids'
import { countOpen } from '@chapeau/shared/brackets/tree'
import { afterwordsOf, type Afterwords } from '@chapeau/shared/exchange/afterwords'
import { hasCaveat } from '@chapeau/shared/text/closing'
import type { Reading } from '@chapeau/shared/text/read'
import { statusOf, type TextStatus } from '@chapeau/shared/text/meta'
import { viewOf, type View, type ViewParagraph } from '@chapeau/shared/text/views'
import { bracketView, type BracketView } from '../page/bracket.ts'
import { backingOf, buttonsFor, type Buttons } from '../page/buttons.ts'
import { historyOf, type HistoryItem } from '../page/history.ts'
import { huesFor, type Hue } from '../page/hues.ts'
import { paragraphView, textActions, type ParagraphView, type TextActions } from '../page/ladder.ts'
import { revisionName } from '../page/names.ts'
import { factsOf } from '../page/paragraph.ts'
import { outlineOf, type Outline } from '../page/outline.ts'
import { shapeSteps, shapeView, type ShapeStep, type ShapeView } from '../page/shape.ts'
import type { Opened, Sheet, Store } from '../store.ts'
import type { MenuLink } from './top-bar.ts'

export interface DeskView {
  readonly status: TextStatus
  readonly revision: string
  readonly title: string
  readonly rolling: readonly ViewParagraph[]
  readonly shown: readonly ViewParagraph[]
  readonly outline: Outline
  readonly hueOf: (principal: Principal) => Hue
  readonly bracket: BracketView | null
  readonly buttons: Buttons
  readonly history: readonly HistoryItem[]
  readonly paragraph: ParagraphView | null
  readonly shape: ShapeView | null
  /** Proposals on places and shapes that are open anywhere. */
  readonly structures: readonly ShapeStep[]
  readonly actions: TextActions
  /** The caveat over the text, and what is listed behind it. */
  readonly afterwords: Afterwords
}

export interface DeskChoice {
  readonly view: View
  readonly selected: Bid | null
  /** Index of the paragraph last gone to; null for none. */
  readonly current: number | null
}

type OfText = Pick<DeskView, 'status' | 'rolling' | 'outline' | 'hueOf'>

export class Desk {
  #sheet: Sheet | null = null
  #ofText: OfText | null = null
  #opened: Opened | null = null
  #hueKey = ''
  #hueOf: DeskView['hueOf'] = () => 'none'
  #shown: { readonly sheet: Sheet; readonly view: View; readonly paragraphs: readonly ViewParagraph[] } | null = null

  /** The page for a store and what the person has chosen; null until there is a text. */
  view(store: Store, { view, selected, current }: DeskChoice): DeskView | null {
    const { sheet, opened, actor, record } = store
    if (sheet === null || opened === null) return null
    const ofText = this.#textOf(sheet, store)
    const { rolling, outline, status } = ofText
    const bracket = selected === null ? null : bracketView(selected, sheet.reading, sheet.heard, rolling, record)
    const structures = shapeSteps(sheet, outline.rows)
    const row = outline.rows.find(({ index }) => index === (bracket?.bracket.first ?? current))
    return {
      ...ofText,
      revision: revisionOf(sheet),
      title: titleOf(store),
      shown: view === 'rolling' ? rolling : this.#shownIn(sheet, view),
      bracket,
      buttons:
        bracket === null
          ? { decide: [], stand: [], own: [] }
          : buttonsFor(bracket, actor, status, backingOf(bracket, sheet.heard, actor.principal, opened.meeting.delegations)),
      history: bracket === null ? [] : historyOf(bracket.bid, bracket.bracket.kind, record),
      paragraph:
        row === undefined
          ? null
          : paragraphView(row, factsOf(row, sheet.reading, sheet.heard, record), actor, { status, rules: opened.meeting.rules }),
      structures,
      actions: textActions(actor, status, record, countOpen(sheet.reading), hasCaveat(sheet.meta), structures.length),
      shape: row === undefined ? null : shapeView({ row, rows: ofText.outline.rows, sheet, actor, status, record }),
      afterwords: afterwordsOf(sheet.meta),
    }
  }

  #textOf(sheet: Sheet, { opened, actor }: Store): OfText {
    if (this.#ofText !== null && this.#sheet === sheet && this.#opened === opened) return this.#ofText
    const { reading, meta } = sheet
    const rolling = viewOf(reading, meta, 'rolling')
    const delegations = opened?.meeting.delegations.filter(({ rights }) => rights.propose).map(({ code }) => code) ?? []
    this.#sheet = sheet
    this.#opened = opened
    this.#ofText = {
      status: statusOf(meta),
      rolling,
      outline: outlineOf(reading, rolling, this.#ofText?.outline.rows),
      hueOf: this.#hues(delegations, reading, actor.principal),
    }
    return this.#ofText
  }

  /** The same function while the colours stay: a new one makes the editor draw every bracket anew. */
  #hues(delegations: readonly Principal[], { brackets }: Reading, mine: Principal | null): DeskView['hueOf'] {
    const present = new Set([...brackets.values()].map(({ holder }) => holder))
    const key = JSON.stringify([delegations, [...present].sort(), mine])
    if (this.#hueKey !== key) {
      this.#hueKey = key
      this.#hueOf = huesFor(delegations, present, mine)
    }
    return this.#hueOf
  }

  #shownIn(sheet: Sheet, view: View): readonly ViewParagraph[] {
    if (this.#shown === null || this.#shown.sheet !== sheet || this.#shown.view !== view)
      this.#shown = { sheet, view, paragraphs: viewOf(sheet.reading, sheet.meta, view) }
    return this.#shown.paragraphs
  }
}

/** What the menu leads to: for the desk the meeting's own page, and all meetings. */
export function menuLinks({ opened, actor }: Store): MenuLink[] {
  if (opened === null) return []
  const { seat, meeting } = opened
  const desk = actor.role === 'chair' || actor.role === 'secretariat'
  const own = `/m/${encodeURIComponent(meeting.id)}?seat=${encodeURIComponent(seat.id)}`
  return [...(desk ? [{ name: 'New text, delegations, invitations', href: own }] : []), { name: 'My meetings', href: '/' }]
}

function revisionOf({ meta }: Sheet): string {
  const revision = meta.get('rev')
  const changes = meta.get('changes')
  return revisionName(typeof revision === 'string' ? revision : '', typeof changes === 'number' ? changes : 0)
}

function titleOf({ opened, sheet }: Store): string {
  const title = sheet?.meta.get('title')
  if (typeof title === 'string' && title !== '') return title
  return opened?.meeting.texts.find(({ id }) => id === opened.textId)?.name ?? ''
}
