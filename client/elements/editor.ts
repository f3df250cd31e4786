// The one element that owns an EditorView. It takes the document in, and turns what the editor tells into events;
// what the events mean is the page's matter.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { Permission } from '@chapeau/shared/policy'
import type { Room } from '../connection/line.ts'
import { ChapeauEditor, type CommandName as EditorCommand, type EditorSnapshot, type Hint } from '../editor/editor.ts'
import { fileAddress } from '../page/block.ts'
import type { Hue } from '../page/hues.ts'
import { shortLabel } from '../page/names.ts'
import { emit, type CommandName, type EditorState } from './events.ts'

const COMMANDS: Readonly<Record<Exclude<CommandName, 'undo' | 'redo'>, EditorCommand>> = {
  bracket: 'bracket',
  reserve: 'reserve',
  alternative: 'alternative',
  placeholder: 'placeholder',
  flip: 'flip',
  paragraph: 'newParagraph',
}

@customElement('chapeau-editor')
export class ChapeauEditorElement extends LitElement {
  @property({ attribute: false }) room: Room | null = null
  @property({ attribute: false }) principal: Principal | null = null
  @property({ attribute: false }) permission: Permission = { ok: false, rule: 'AU-4', message: '' }
  @property({ type: Boolean }) free = false
  @property() name = ''
  @property() textId = ''
  @property({ attribute: false }) hueOf: (principal: Principal) => Hue = () => 'none'
  @property({ attribute: false }) selected: Bid | null = null
  /** The document is about to be replaced: what would be typed now would go nowhere. */
  @property({ type: Boolean }) renewing = false
  /** Hue of the selected bracket's holder: the paper tints with it. */
  @state() private tint: Hue | null = null
  #editor: ChapeauEditor | null = null
  #told: string | null = null
  /** Whether somebody was typing here when the document began to be replaced. */
  #typing = false

  override createRenderRoot(): HTMLElement {
    return this
  }

  override render(): TemplateResult {
    return html`<article class="paper" data-hue=${this.tint ?? nothing}></article>`
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#close()
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('renewing') && this.renewing) this.#typing = this.#editor?.view.hasFocus() === true
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('room')) this.#open()
    else if (['principal', 'permission', 'free', 'renewing'].some((name) => changed.has(name))) {
      this.#editor?.setWriter(this.principal, this.#writing, this.free)
    }
    if (changed.has('hueOf') && !changed.has('room')) this.#editor?.redraw()
    if (changed.has('selected')) this.#select()
  }

  /** Runs a command of the bar; the editor says why where it cannot. */
  run(name: CommandName): void {
    const editor = this.#editor
    if (editor === null) return
    if (name === 'undo') editor.undo()
    else if (name === 'redo') editor.redo()
    else editor.run(COMMANDS[name])
    editor.focus()
  }

  /** Puts words where the caret is, as if they were pasted; false where they did not enter, and the editor has said why. */
  propose(words: string): boolean {
    const entered = this.#editor?.paste(words) ?? false
    this.#editor?.focus()
    return entered
  }

  /** Gives the caret back to somebody who was typing when the document was replaced. */
  resume(): void {
    if (this.#typing) this.#editor?.focus()
    this.#typing = false
  }

  get #writing(): Permission {
    return this.renewing ? RENEWING : this.permission
  }

  /** Opens the document; after a refusal where the person was in the one before. */
  #open(): void {
    const mount = this.querySelector<HTMLElement>('.paper')
    const before = this.#editor
    this.#editor = null
    const stay = before === null ? null : steady(this)
    before?.destroy()
    if (this.room === null || mount === null) return
    this.#editor = new ChapeauEditor(mount, {
      ...this.room,
      principal: this.principal,
      write: this.#writing,
      free: this.free,
      name: this.name,
      hueOf: (principal) => this.hueOf(principal),
      shortLabel,
      addressOf: (file) => fileAddress(this.textId, file),
      onChange: (snapshot) => this.#tell(snapshot),
      onHint: (hint) => emit(this, 'editor-hint', hintOf(hint)),
    })
    if (before !== null) this.#editor.goWhere(before)
    this.#select()
    stay?.()
  }

  #close(): void {
    this.#editor?.destroy()
    this.#editor = null
  }

  /** Follows the page's selection; what was selected here needs no following. */
  #select(): void {
    const editor = this.#editor
    if (editor === null || editor.snapshot.selected === this.selected) return
    this.#told = this.selected
    editor.select(this.selected)
  }

  #tell(snapshot: EditorSnapshot): void {
    emit(this, 'editor-state', stateOf(snapshot))
    const bracket = snapshot.selected === null ? undefined : snapshot.reading.brackets.get(snapshot.selected)
    this.tint = bracket === undefined ? null : this.hueOf(bracket.holder)
    if (snapshot.selected === this.#told) return
    this.#told = snapshot.selected
    if (snapshot.selected !== this.selected) emit(this, 'bracket-select', { bid: snapshot.selected })
  }
}

const RENEWING: Permission = { ok: false, rule: 'UI-72', message: 'The page is loading the text anew. Please wait a moment.' }

/** Remembers the paragraph at the top of what is shown; the answer scrolls it back to where it was. */
function steady(element: HTMLElement): () => void {
  const scroller = element.closest('.scroll')
  const { top } = scroller?.getBoundingClientRect() ?? { top: 0 }
  const heightOf = (paragraph: Element): number => paragraph.getBoundingClientRect().top
  const shown = [...element.querySelectorAll<HTMLElement>('[data-pid]')].find((one) => one.getBoundingClientRect().bottom > top)
  const pid = shown?.dataset['pid']
  if (scroller === null || shown === undefined || pid === undefined) return () => undefined
  const height = heightOf(shown)
  return () => {
    const now = element.querySelector(`[data-pid="${CSS.escape(pid)}"]`)
    if (now !== null) scroller.scrollTop += heightOf(now) - height
  }
}

function hintOf(hint: Hint): Parameters<typeof emit<'editor-hint'>>[2] {
  return hint.kind === 'refused' ? { kind: 'refused', message: hint.message } : hint
}

function stateOf({ canUndo, canRedo, selectionEmpty, selected, paragraph, offset }: EditorSnapshot): EditorState {
  const can = {
    bracket: true,
    reserve: true,
    alternative: !selectionEmpty || selected !== null,
    placeholder: true,
    flip: !selectionEmpty,
    paragraph: true,
    undo: canUndo,
    redo: canRedo,
  }
  return { can, paragraph, offset }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-editor': ChapeauEditorElement
  }
}
