// The editor of one text, assembled: binding, policy, tokens, cursors, undo. It knows no Lit and no sockets; whoever
// mounts it passes the document in and hears of changes once a frame.
import { EditorState, TextSelection, type Transaction } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import type { Awareness } from 'y-protocols/awareness'
import { IdMaker, parseId, type Bid, type Principal } from '@chapeau/shared/ids'
import type { Permission } from '@chapeau/shared/policy'
import { metaOf, metaMapOf, runsOf } from '@chapeau/shared/text/ytext'
import type { Meta } from '@chapeau/shared/text/meta'
import { isText, type Embed } from '@chapeau/shared/text/model'
import type { Reading } from '@chapeau/shared/text/read'
import type * as Y from 'yjs'
import { Binding, remoteMeta } from './binding.ts'
import { looks, selectBracket, selectedOf } from './brackets.ts'
import { dropAsCopy, plainSlice, withoutTokenMarkup, withoutTokens } from './clipboard.ts'
import { COMMANDS, isTransaction, type CommandName } from './commands.ts'
import { Composition } from './composition.ts'
import { cursors } from './cursors.ts'
import { flatOf, positionOf } from './flat.ts'
import { keys } from './keymap.ts'
import { Ownership, type Writer } from './ownership.ts'
import { carriedIndex } from './place.ts'
import { allowedMeta, apply, rewrite, tokenAt, tokenPositions, type Hint, type PolicyContext } from './policy.ts'
import { DocReader } from './raw.ts'
import { metaChanged, readingOf, readingPlugin } from './reading.ts'
import { clickToken, CloseView, deleteInput, selectWord, tokenParser } from './tokens.ts'
import { Undo } from './undo.ts'

export type { CommandName, Hint }

export interface EditorOptions {
  readonly doc: Y.Doc
  readonly awareness: Awareness | null
  readonly principal: Principal | null
  /** Whether this seat may write now; its message is shown where it may not. */
  readonly write: Permission
  /** The desk in preparation: standing words change unmarked. */
  readonly free: boolean
  /** Accessible name of the text. */
  readonly name: string
  hueOf(principal: Principal): string
  /** How a bracket's label is shortened on the page. */
  shortLabel(label: string): string
  /** Where a picture of the text is answered, by the SHA-256 of its bytes. */
  addressOf(file: string): string
  /** Once a frame after something has changed; never from inside a dispatch. */
  onChange(snapshot: EditorSnapshot): void
  onHint(hint: Hint): void
}

export interface EditorSnapshot {
  readonly reading: Reading
  readonly meta: Meta
  readonly selected: Bid | null
  /** Index of the paragraph with the caret. */
  readonly paragraph: number
  /** Where in it the caret is, in positions behind its start. */
  readonly offset: number
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly selectionEmpty: boolean
  /** The caret stands in the writer's own words. */
  readonly own: boolean
}

/** Where nobody has the floor the keys are taken and refused: left to the page they would be its commands. */
const takesKeys = (permission: Permission): boolean => permission.ok || permission.rule === 'AC-70'

export class ChapeauEditor {
  readonly view: EditorView
  readonly binding: Binding
  readonly reader = new DocReader()
  readonly #options: EditorOptions
  readonly #undo: Undo
  readonly #composition: Composition
  #ids: { readonly clientId: number; readonly maker: IdMaker } | null = null
  readonly #metaObserver: () => void
  #writer: Writer
  #frame: number | null = null

  constructor(mount: HTMLElement, options: EditorOptions) {
    this.#options = options
    this.#writer = { principal: options.principal, permission: options.write, free: options.free }
    this.binding = new Binding(options.doc)
    this.#undo = new Undo(this.binding, {
      principal: () => this.#writer.principal,
      reading: () => readingOf(this.view.state),
      meta: () => this.#meta,
      free: () => this.#writer.free,
    })
    this.#composition = new Composition(this.binding, {
      commit: (view, change) => this.#commit(apply(view.state, change, this.#context)),
    })
    this.view = new EditorView(mount, { state: this.#initialState(), ...this.#props() })
    this.#metaObserver = () => this.view.dispatch(this.view.state.tr.setMeta(metaChanged, true))
    metaMapOf(options.doc).observe(this.#metaObserver)
    this.#soon()
  }

  get snapshot(): EditorSnapshot {
    const { state } = this.view
    return {
      reading: readingOf(state),
      meta: this.#meta,
      selected: selectedOf(state),
      paragraph: state.selection.$head.index(0),
      offset: state.selection.$head.parentOffset,
      canUndo: this.#undo.canUndo,
      canRedo: this.#undo.canRedo,
      selectionEmpty: state.selection.empty,
      own: new Ownership(state, this.#meta, this.#writer).isOwnAt(state.selection.head),
    }
  }

  /** Who writes here from now on: after the typist changed the delegation, or rights changed. */
  setWriter(principal: Principal | null, permission: Permission, free: boolean): void {
    this.#writer = { principal, permission, free }
    this.view.setProps({ editable: () => takesKeys(permission) })
    this.#soon()
  }

  /** Draws anew what hangs on the page: hues and labels. */
  redraw(): void {
    this.view.dispatch(this.view.state.tr.setMeta(metaChanged, true))
  }

  select(bid: Bid | null, { scroll = false } = {}): void {
    const { state } = this.view
    const bracket = bid === null ? undefined : readingOf(state).brackets.get(bid)
    const tr = selectBracket(state.tr, bracket?.bid ?? null)
    if (bracket !== undefined && scroll) {
      tr.setSelection(TextSelection.near(state.doc.resolve(positionOf(state.doc, bracket.from + 1))))
    }
    this.view.dispatch(tr)
    if (bracket !== undefined && scroll) this.scrollToParagraph(bracket.first)
  }

  scrollToParagraph(index: number): void {
    this.view.dom.children[index]?.scrollIntoView({ block: 'center' })
  }

  run(name: CommandName): boolean {
    if (this.#composition.active) return false
    const result = COMMANDS[name](this.view.state, this.#context)
    if (!isTransaction(result)) {
      this.#options.onHint({ kind: 'refused', rule: result.rule, message: result.message })
      return false
    }
    this.#undo.stopCapturing()
    this.view.dispatch(result)
    this.view.focus()
    return true
  }

  can(name: CommandName): Permission {
    const result = COMMANDS[name](this.view.state, this.#context)
    return isTransaction(result) ? { ok: true } : result
  }

  /** Pastes plain words at the caret under the editing policy; false where it allows nothing. */
  paste(words: string): boolean {
    const before = this.view.state.doc
    const caret = TextSelection.near(this.view.state.selection.$head)
    this.view.dispatch(
      this.view.state.tr.setSelection(caret).replaceSelection(plainSlice(words)).setMeta('uiEvent', 'paste').scrollIntoView(),
    )
    return this.view.state.doc !== before
  }

  undo(): boolean {
    return this.#history('undo')
  }

  redo(): boolean {
    return this.#history('redo')
  }

  focus(): void {
    this.view.focus()
  }

  /** Puts caret and selection where they are in another editor of the same text, which may work on another document. */
  goWhere({ view: { state: there }, binding }: ChapeauEditor): void {
    const { doc, tr } = this.view.state
    const at = (position: number) =>
      doc.resolve(positionOf(doc, carriedIndex(binding.body, flatOf(there.doc, position), this.binding.body)))
    this.view.dispatch(tr.setSelection(TextSelection.between(at(there.selection.anchor), at(there.selection.head))))
  }

  destroy(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame)
    metaMapOf(this.#options.doc).unobserve(this.#metaObserver)
    this.#composition.destroy()
    this.#undo.destroy()
    this.view.destroy()
  }

  get #meta(): Meta {
    return metaOf(this.#options.doc)
  }

  /** Ids name the client that makes them; a typist's changes with the delegation. */
  get #maker(): IdMaker {
    const { doc } = this.#options
    if (this.#ids?.clientId !== doc.clientID) {
      this.#ids = { clientId: doc.clientID, maker: new IdMaker(doc.clientID, highestNumber(doc, this.binding.body) + 1) }
    }
    return this.#ids.maker
  }

  get #context(): PolicyContext {
    return { writer: this.#writer, ids: this.#maker, meta: this.#meta, hint: (hint) => this.#options.onHint(hint) }
  }

  #initialState(): EditorState {
    const { awareness } = this.#options
    const look = {
      meta: () => this.#meta,
      hueOf: (principal: Principal) => this.#options.hueOf(principal),
      short: (label: string) => this.#options.shortLabel(label),
      addressOf: (file: string) => this.#options.addressOf(file),
    }
    return EditorState.create({
      doc: this.binding.initialDoc(),
      plugins: [
        readingPlugin(() => this.#meta, this.reader),
        looks(look),
        this.binding.plugin,
        keys({ run: (name) => this.run(name), undo: () => this.undo(), redo: () => this.redo(), removeEmpty: () => this.#removeEmpty() }),
        ...(awareness === null ? [] : [cursors(this.binding, awareness, (principal) => this.#options.hueOf(principal))]),
      ],
    })
  }

  #props(): Omit<ConstructorParameters<typeof EditorView>[1], 'state'> {
    return {
      editable: () => takesKeys(this.#writer.permission),
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': this.#options.name, spellcheck: 'true', translate: 'no' },
      nodeViews: { close: (node, _view, _at, decorations) => new CloseView(node, decorations) },
      dispatchTransaction: (transaction) => this.#dispatch(transaction),
      handleClickOn: (view, position, node, at, event, direct) =>
        direct && clickToken(view, position, node, at, event) && (this.#selectUnder(view, null, event), true),
      handleClick: (view, position, event) => this.#selectUnder(view, position, event),
      // A press that follows another one soon is taken for its second, whatever was selected in between.
      handleDoubleClick: (view, position, event) => {
        this.#selectUnder(view, null, event)
        return selectWord(view, position)
      },
      // Not a key: `[` sits elsewhere on other keyboards, and touch keyboards send no keys at all.
      handleTextInput: (_view, _from, _to, text) => text === '[' && (this.run('bracket'), true),
      handleDrop: (view, event, slice) => dropAsCopy(view, event, slice),
      transformCopied: withoutTokens,
      transformPasted: withoutTokens,
      transformPastedHTML: withoutTokenMarkup,
      clipboardTextParser: plainSlice,
      domParser: tokenParser(() => this.view.state.doc),
      handleDOMEvents: {
        beforeinput: (view, event) => deleteInput(view, event, () => this.#removeEmpty()),
        compositionstart: (view) => this.#composition.start(view),
        compositionend: (view) => this.#composition.end(view),
        blur: (view) => {
          if (this.#composition.active && !view.composing) this.#composition.finish(view)
          return false
        },
      },
    }
  }

  #dispatch(transaction: Transaction): void {
    const passes =
      !transaction.docChanged ||
      this.binding.held ||
      transaction.getMeta(remoteMeta) !== undefined ||
      transaction.getMeta(allowedMeta) === true
    if (passes) this.#apply(transaction)
    else this.#commit(rewrite(this.view.state, transaction, this.#context))
  }

  /** Applies what the policy made of a change; where it allows nothing the view shows the old words again. */
  #commit(transaction: Transaction | null): void {
    if (transaction !== null) this.#apply(transaction)
    else this.view.updateState(this.view.state)
  }

  #apply(transaction: Transaction): void {
    const before = this.view.state
    this.view.updateState(before.apply(transaction))
    const moved = transaction.selectionSet && !transaction.docChanged && !before.selection.eq(transaction.selection)
    if (moved) this.#undo.stopCapturing()
    this.#soon()
  }

  /**
   * A press on words or a token selects the innermost bracket there; elsewhere none. `place`: where the caret goes,
   * for after a quick press the state may not know it yet and would put the old one back; null where it is set.
   */
  #selectUnder(view: EditorView, place: number | null, event: MouseEvent): boolean {
    if (event.shiftKey) return false
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-bid]') : null
    const bid = element?.dataset['bid'] ?? null
    if (bid === selectedOf(view.state)) return false
    const tr = selectBracket(view.state.tr, bid)
    if (place !== null) tr.setSelection(TextSelection.near(tr.doc.resolve(place)))
    view.dispatch(tr)
    return false
  }

  #removeEmpty(): boolean {
    const { state } = this.view
    if (!state.selection.empty || this.#composition.active) return false
    const { head } = state.selection
    const bid = tokenAt(state.doc, head - 1)
    const bracket = bid === null || bid !== tokenAt(state.doc, head) ? undefined : readingOf(state).brackets.get(bid)
    if (bracket === undefined || bracket.holder !== this.#writer.principal) return false
    const [open, close] = tokenPositions(state.doc, bracket.bid)
    const proposed = state.doc.child(state.selection.$head.index(0)).attrs['starter'] as { in?: Bid } | null
    if (open === null || close === null) return false
    const tr = state.tr.delete(open, close + 1)
    if (proposed?.in === bracket.bid && state.selection.$head.index(0) > 0) tr.join(state.selection.$head.before(1))
    this.view.dispatch(tr.setMeta(allowedMeta, true).scrollIntoView())
    return true
  }

  #history(name: 'undo' | 'redo'): boolean {
    if (this.#composition.active) return true
    const result = this.#undo[name](this.view)
    if (result === 'decided') {
      this.#options.onHint({
        kind: 'refused',
        rule: 'AU-7',
        message: 'That has been decided meanwhile, so it can no longer be taken back here.',
      })
    }
    this.#soon()
    return true
  }

  #soon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null
      if (!this.view.isDestroyed) this.#options.onChange(this.snapshot)
    })
  }
}

/** The highest number that this client has used in ids of this body; a reload goes on behind it. */
function highestNumber(doc: Y.Doc, body: Y.Text): number {
  let highest = 0
  for (const run of runsOf(body)) {
    if (isText(run)) continue
    const embed: Embed = run.insert
    const id = parseId('p' in embed ? embed.p : 'o' in embed ? embed.o : embed.c)
    if (id?.clientId === doc.clientID) highest = Math.max(highest, id.n)
  }
  return highest
}
