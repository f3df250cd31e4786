// The page of one text: it owns the session, hands views down to the panels and takes their events up.
// It lies in the page itself, so that the paper does too. What is drawn is computed in desk.ts, presses are carried by decisions.ts.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { classMap } from 'lit/directives/class-map.js'
import type { Bid, Principal } from '@chapeau/shared/ids'
import { isDesk } from '@chapeau/shared/policy'
import type { View } from '@chapeau/shared/text/views'
import type { ActResult, Wish } from '../connection/acts.ts'
import { neighbour } from '../page/bracket.ts'
import type { Button } from '../page/buttons.ts'
import { keyAction, type KeyAction } from '../page/keys.ts'
import { newsFor } from '../page/news.ts'
import { packed } from '../page/offers.ts'
import { paletteOf, type PaletteCommand } from '../page/palette.ts'
import { newSinceRevision, queueOf, WHOLE_QUEUE, type QueueFilter } from '../page/queue.ts'
import { namesOfRungs, rungStyles } from '../page/rungs.ts'
import { wishFor } from '../page/shape.ts'
import { toolsFor, type ToolId } from '../page/tools.ts'
import { Session } from '../session.ts'
import { EMPTY_STORE, type Store } from '../store.ts'
import { Decisions } from './decisions.ts'
import { Desk, type DeskView } from './desk.ts'
import { emit, type EditorState, type PageEvents } from './events.ts'
import type { CommandStates } from './command-bar.ts'
import { layOutAll, laysOutAll } from './preferences.ts'
import { dialogIn } from './modal.ts'
import { failedNotice, loadingNotice } from './notices.ts'
import { Toaster } from './toaster.ts'
import { pageHeader } from './header.ts'
import { runKey, WaitingKey, type Progress } from './keys.ts'
import { pageFooter } from './page-footer.ts'
import { commandBar, paper } from './paper.ts'
import { sidePane } from './side-pane.ts'
import type { ToolContext } from './tools/host.ts'
import { fillScreen, reveal } from './screen.ts'
import './help-dialog.ts'
import './outline.ts'
import './palette.ts'
import './toasts.ts'
import './words-dialog.ts'

/** From so many paragraphs on, only those near the window are laid out (styles/text.css). */
const LONG = 300

@customElement('chapeau-text-page')
export class ChapeauTextPage extends LitElement {
  @property() textId = ''
  @property({ attribute: false }) seatId: string | null = null
  @state() private store: Store = EMPTY_STORE
  @state() private filter: QueueFilter = WHOLE_QUEUE
  @state() private view: View = 'rolling'
  @state() private selected: Bid | null = null
  @state() private current: number | null = null
  @state() private projector = false
  @state() private listOpen = false
  @state() private sideOpen = false
  @state() private whole = laysOutAll()
  /** The selected bracket has just been opened by typing: on a small screen its pane would cover the words. */
  @state() private quiet = false
  @state() private can: CommandStates = {}
  @state() private editorReady = false
  @state() private tool: ToolId | null = null
  readonly #session = new Session()
  readonly #act = (wish: Wish, as?: Principal): Promise<ActResult> => this.#session.act(wish, as)
  readonly #desk = new Desk()
  readonly #decisions = new Decisions(
    (wish) => this.#session.act(wish),
    () => this.requestUpdate(),
  )
  readonly #waiting = new WaitingKey()
  /** A button was pressed, and the next bracket is not selected yet. */
  #stepping = false
  readonly #toaster = new Toaster(() => this.requestUpdate())
  #drawn: DeskView | null = null
  #told: number | null = null
  /** Whether the selected bracket has been in the text since it was selected. */
  #wasThere = false
  /** Where the editor's caret is; null before it has said so. */
  #caret: Pick<EditorState, 'paragraph' | 'offset'> | null = null

  override createRenderRoot(): HTMLElement {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#session.subscribe(() => this.#handleStore())
    for (const [name, handle] of Object.entries(this.#handlers)) this.addEventListener(name, handle as EventListener)
    document.addEventListener('keydown', this.#handleKey)
    void this.#session.open(this.textId, this.seatId)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('keydown', this.#handleKey)
    this.#session.close()
  }

  override willUpdate(): void {
    const { view, selected, current } = this
    this.#drawn = this.#desk.view(this.store, { view, selected, current })
    if (this.#drawn === null || selected === null) return
    // A bracket that was there and has been decided cannot stay selected; one just opened is not in the reading yet.
    if (this.#drawn.bracket !== null) this.#wasThere = true
    else if (this.#wasThere) this.selected = null
  }

  override updated(changed: PropertyValues): void {
    const { title } = this.#drawn ?? { title: '' }
    for (const [name, value] of rungStyles(this.store.opened?.meeting.rules)) this.style.setProperty(name, value)
    document.title = title === '' ? 'Chapeau' : `${title} · Chapeau`
    const waited = this.#waiting.take(this.#progress)
    if (waited !== null) this.#runKey(waited)
    if (changed.has('selected') && this.selected !== null) reveal(this, `[data-bid="${CSS.escape(this.selected)}"]`)
  }

  override render(): TemplateResult {
    const { phase } = this.store
    if (phase.state === 'failed') return failedNotice(phase.problem)
    const drawn = this.#drawn
    if (drawn === null) return loadingNotice(this.store.link)
    const classes = {
      'text-page': true,
      projector: this.projector,
      long: drawn.rolling.length > LONG && !this.whole,
      'list-open': this.listOpen,
      'side-open': (drawn.bracket !== null && !this.quiet) || this.sideOpen,
    }
    return html`<div class=${classMap(classes)}>
        ${pageHeader(this.store, drawn, this.view, this.#handleSkip)}
        <nav aria-label="Paragraphs">
          <chapeau-outline
            .nameOf=${namesOfRungs(this.store.opened?.meeting.rules)}
            .outline=${drawn.outline}
            .current=${drawn.bracket?.bracket.first ?? this.current}
          ></chapeau-outline>
        </nav>
        <button class="veil" tabindex="-1" aria-label="Close the list" @click=${() => emit(this, 'list-toggle', null)}></button>
        <main id="text" tabindex="-1" aria-label="The text">
          ${commandBar(this.store, this.view, this.can, this.projector)}
          <div class="scroll" tabindex="0">
            ${paper({ act: this.#act, drawn, store: this.store, view: this.view, selected: this.selected, editorReady: this.editorReady })}
          </div>
        </main>
        <aside aria-label="Selected bracket">
          ${sidePane({ drawn, store: this.store, decisions: this.#decisions, queue: this.#queue, filter: this.filter, selected: this.selected, textId: this.textId })}
        </aside>
        ${pageFooter(this.store, this.textId)}
      </div>
      ${
        this.projector
          ? html`<button class="leave-projector" @click=${() => emit(this, 'projector-toggle', null)}>Leave projector (Esc)</button>`
          : nothing
      }
      <chapeau-toasts .toasts=${this.#toaster.toasts}></chapeau-toasts>
      <chapeau-words-dialog
        .givenBack=${this.store.givenBack}
        ?proposes=${this.editorReady && this.store.permission.ok}
      ></chapeau-words-dialog>
      <chapeau-palette .commands=${this.#palette}></chapeau-palette>
      <chapeau-tool-host .tool=${this.tool} .context=${this.tool === null ? null : this.#toolContext(drawn)}></chapeau-tool-host>
      <chapeau-help-dialog
        ?decides=${isDesk(this.store.actor)}
        ?writes=${this.store.permission.ok}
        ?whole=${this.whole}
      ></chapeau-help-dialog>`
  }

  get #palette(): readonly PaletteCommand[] {
    const drawn = this.#drawn
    if (drawn === null) return []
    return paletteOf({ ...drawn, tools: toolsFor(this.store.actor, this.store.sheet?.meta ?? null) })
  }

  #toolContext(drawn: DeskView): ToolContext {
    const { store, view, selected, current, filter } = this
    return {
      store,
      drawn,
      view,
      selected,
      current: drawn.bracket?.bracket.first ?? current,
      queue: this.#queue,
      filter,
      packing: this.#decisions.packing,
      pack: (decisions) => this.#decisions.pack(decisions),
      act: (wish) => this.#session.act(wish),
      select: (bid) => this.#select(bid),
      go: (index, id) => this.#go(index, id),
      close: () => (this.tool = null),
    }
  }

  readonly #handlers: { readonly [Name in keyof PageEvents]?: (event: CustomEvent<PageEvents[Name]>) => void } = {
    'view-change': ({ detail }) => (this.view = detail.view),
    'projector-toggle': () => this.#toggleProjector(),
    'list-toggle': () => (this.listOpen = !this.listOpen),
    'side-toggle': () => (this.sideOpen = !this.sideOpen),
    'whole-toggle': ({ detail }) => (this.whole = layOutAll(detail.whole)),
    'tool-open': ({ detail }) => this.#openTool(detail.tool),
    'palette-open': () => this.querySelector('chapeau-palette')?.show(),
    'palette-choose': ({ detail }) => this.#choose(detail.command),
    'help-open': () => this.querySelector('chapeau-help-dialog')?.show(),
    'bracket-select': ({ detail }) => this.#select(detail.bid),
    'command-run': ({ detail }) => this.querySelector('chapeau-editor')?.run(detail.name),
    'editor-state': ({ detail }) => this.#followEditor(detail),
    'editor-hint': ({ detail }) => this.#toaster.hint(detail),
    'decision-undo': () => this.#do({ do: 'undo' }),
    'bracket-step': ({ detail }) => this.#step(detail.step),
    'queue-change': ({ detail }) => (this.filter = detail.filter),
    'paragraph-go': ({ detail }) => this.#go(detail.index, detail.id),
    'button-press': ({ detail }) => void this.#press(detail.button, detail.over),
    'package-put': ({ detail }) => this.#decisions.pack(packed(this.#decisions.packing, detail.decision)),
    'split-here': ({ detail }) => this.#splitHere(detail.target, detail.proposes),
    'wish-make': ({ detail }) => void this.#decisions.make(detail.wish),
    'seat-change': ({ detail }) => location.assign(`/t/${encodeURIComponent(this.textId)}?seat=${encodeURIComponent(detail.seatId)}`),
    'typist-change': ({ detail }) => void this.#typeFor(detail.principal),
    'name-change': ({ detail }) => this.#session.rename(detail.name),
    'words-dismiss': ({ detail }) => this.#session.dismiss(detail.ids),
    'words-close': () => this.querySelector('chapeau-editor')?.resume(),
    'words-propose': ({ detail }) =>
      this.querySelector('chapeau-editor')?.propose(detail.words) === true && this.#session.dismiss([detail.id]),
    'toast-act': ({ detail }) => void this.#actOnToast(detail.id),
    'toast-close': ({ detail }) => this.#toaster.close(detail.id),
    'line-reconnect': () => this.#session.reconnect(),
  }

  #handleStore(): void {
    this.store = this.#session.store
    // What is no longer shown to the room closes.
    if (this.tool !== null && !toolsFor(this.store.actor, this.store.sheet?.meta ?? null).some(({ id }) => id === this.tool))
      this.tool = null
    const { record, actor, seq, permission } = this.store
    // Whoever only reads never loads the editor.
    if (permission.ok && !this.editorReady) void import('./editor.ts').then(() => (this.editorReady = true))
    const last = record.at(-1)?.entry.seq ?? 0
    // What happened before this page opened is history, not news.
    if (this.#told !== null && last > this.#told && actor.principal !== null) {
      const news = record.filter(({ entry }) => entry.seq > this.#told!)
      for (const text of newsFor(news, record, actor)) this.#toaster.say(text)
    }
    if (record.length > 0 || (seq === 0 && this.store.phase.state === 'ready')) this.#told = Math.max(last, this.#told ?? 0)
  }

  /** Only the editor knows where the caret is. */
  #splitHere(target: string, proposes: boolean): void {
    const { paragraph = -1, offset = 0 } = this.#caret ?? {}
    if (this.store.sheet?.reading.paragraphs[paragraph]?.raw.starter?.p !== target || offset === 0)
      this.#toaster.say('Put the caret between the words where the new paragraph is to begin.')
    else void this.#decisions.make(wishFor({ op: 'split', target, at: offset }, proposes))
  }

  #followEditor({ can, paragraph, offset }: EditorState): void {
    // Only a caret that has moved says where the person is now.
    if (this.#caret !== null && this.#caret.paragraph !== paragraph) this.current = paragraph
    this.#caret = { paragraph, offset }
    if (JSON.stringify(can) !== JSON.stringify(this.can)) this.can = can
  }

  #select(bid: Bid | null): void {
    this.sideOpen = false
    if (bid === this.selected) return
    this.#decisions.forget(bid)
    this.selected = bid
    this.#wasThere = false
    this.quiet = bid !== null && this.store.sheet?.reading.brackets.has(bid) !== true
  }

  /** Brackets that are stepped through. */
  get #queue(): readonly Bid[] {
    const { sheet, record } = this.store
    if (sheet === null) return []
    return queueOf(sheet.reading, sheet.meta, this.filter, this.filter.age === 'all' ? undefined : newSinceRevision(record))
  }

  #step(step: 1 | -1): void {
    const reading = this.store.sheet?.reading
    if (reading === undefined) return
    if (this.view === 'base' || this.view === 'accepted') this.view = 'rolling'
    this.#select(neighbour(reading, this.selected, step, { from: this.current, order: this.#queue }))
  }

  #go(index: number, id: string | null): void {
    if (index >= 0) this.current = index
    this.listOpen = false
    this.#select(null)
    reveal(this, id === null ? `[data-index="${index}"]` : `[data-pid="${CSS.escape(id)}"]`)
  }

  async #press(button: Button, over: readonly string[]): Promise<void> {
    const { selected, store } = this
    const reading = store.sheet?.reading
    const decides = ['keep', 'remove', 'choose', 'decide'].includes(button.wish?.act ?? '')
    const next = reading === undefined || !decides ? null : neighbour(reading, selected, 1, { order: this.#queue })
    this.#stepping = true
    const done = await this.#decisions.press(button, over)
    // The text may have come before the answer, without the bracket: then nothing is selected any more.
    const stayed = this.selected === selected || this.selected === null
    if (done && decides && stayed) this.#select(next === selected ? null : next)
    this.#stepping = false
    this.requestUpdate()
  }

  async #typeFor(principal: string | null): Promise<void> {
    if (await this.#session.typeFor(principal)) return
    this.#toaster.say('The words typed so far are not saved yet. Change the delegation once they are.')
    this.requestUpdate()
  }

  #toggleProjector(): void {
    this.projector = !this.projector
    fillScreen(this.projector)
  }

  async #actOnToast(id: number): Promise<void> {
    const wish = this.#toaster.take(id)
    if (wish === null) return
    const result = await this.#session.act(wish)
    if (result.status !== 'done') this.#toaster.say(result.message)
  }

  #openTool(tool: ToolId | null): void {
    // Tools are loaded by those who open one.
    if (tool === null) this.tool = null
    else void import('./tools/host.ts').then(() => (this.tool = tool))
  }

  #choose({ does }: PaletteCommand): void {
    if (does.do === 'press') void this.#press(does.button, [])
    else if (does.do === 'wish') void this.#decisions.make(does.wish)
    else if (does.do === 'tool') this.#openTool(does.tool)
    else {
      this.querySelector('chapeau-bracket-panel')?.focusAct(does.id)
      this.querySelector('chapeau-paragraph-panel')?.focusAct(does.id)
      this.querySelector('chapeau-paragraph-shape')?.focusAct(does.id)
    }
  }

  /** Escape leaves what lies on top. */
  #leave(): void {
    if (this.projector) this.#toggleProjector()
    else if (this.sideOpen) this.sideOpen = false
    else if (this.listOpen) this.listOpen = false
    else this.#select(null)
  }

  /** Whether a dialog is open; the paper holds none, and is long. */
  get #covered(): boolean {
    const around = this.querySelectorAll('.text-page > :not(main, nav), chapeau-text-page > :not(.text-page)')
    return [...around].some((each) => dialogIn(each) || (each.shadowRoot !== null && dialogIn(each.shadowRoot)))
  }

  #handleSkip = (event: Event): void => {
    event.preventDefault()
    this.querySelector<HTMLElement>('#text')?.focus()
  }

  #handleKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0]
    const element = target instanceof HTMLElement ? target : null
    const typing = element?.isContentEditable === true
    const field = !typing && element?.matches('input, textarea, select') === true
    if (event.isComposing) return
    const { key, code, altKey: alt, shiftKey: shift } = event
    const action = keyAction({ key, code, alt, shift, control: event.ctrlKey || event.metaKey, typing, field })
    if (action === null || this.#covered) return
    if (action.do !== 'leave') event.preventDefault()
    this.#do(action)
  }

  #do(action: KeyAction): void {
    if (!this.#waiting.keeps(action, this.#progress)) this.#runKey(action)
  }

  get #progress(): Progress {
    const { pending, succeeded, latest } = this.#decisions
    return { pending: pending || this.#stepping, succeeded, told: (this.store.record.at(-1)?.entry.seq ?? 0) >= latest }
  }

  #runKey(action: KeyAction): void {
    runKey(action, {
      drawn: this.#drawn,
      decisions: this.#decisions,
      press: (button, over) => void this.#press(button, over),
      ask: (button) => void this.querySelector('chapeau-bracket-panel')?.ask(button),
      step: (step) => this.#step(step),
      view: (view) => (this.view = view),
      projector: () => this.#toggleProjector(),
      open: (dialog) => this.querySelector(dialog)?.show(),
      leave: () => this.#leave(),
    })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-text-page': ChapeauTextPage
  }
}
