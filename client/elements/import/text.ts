// A new text: a file dropped or chosen, or words pasted; what the importer makes of them; then "Import". The words stay
// here until the page says that they are in. Asks; the page sends.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { TablesAs } from '@chapeau/shared/exchange/blocks'
import { nameFromFile } from '@chapeau/shared/exchange/file-name'
import type { Principal } from '@chapeau/shared/ids'
import type { Delegation } from '@chapeau/shared/policy'
import type { Choices } from '@chapeau/shared/protocol/choices'
import { count } from '../../page/names.ts'
import { base } from '../../styles/base.ts'
import { ask } from '../setup-events.ts'
import { setupStyles } from '../setup-styles.ts'
import { countOf, NO_CHOICES } from './choices.ts'
import { MAX_TEXT_BYTES, nameFromWords, sizeFault, textFault, wordsAsFile, type SourceFile } from './file.ts'
import type { Preview } from './preview.ts'
import { Reader } from './reader.ts'
import { importStyles } from './styles.ts'
import './questions.ts'
import './sheet.ts'

/** Previews wait until typing pauses: a long text takes the importer some tenths of a second. */
const PREVIEW_AFTER_MS = 300
/** Reading that takes longer is said to be going on. */
const PROGRESS_AFTER_MS = 600
/** Findings that are shown without being asked for. */
const FEW = 10
const ACCEPTED = '.docx,.odt,.html,.htm,.md,.markdown,.json,.txt,text/plain'

@customElement('chapeau-import-text')
export class ChapeauImportText extends LitElement {
  @property({ type: Boolean }) busy = false
  /** Why the last import failed; empty when it did not. */
  @property() failure = ''
  /** Whether the person has a seat to issue the text from. */
  @property({ type: Boolean }) mayIssue = false
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  @state() private words = ''
  /** A file that was dropped or chosen; null where words are. */
  @state() private file: SourceFile | null = null
  /** Whom authors speak for, as a person has said. */
  @state() private authors: Readonly<Record<string, Principal>> = {}
  @state() private choices: Choices = NO_CHOICES
  /** What becomes of tables, as a person has said. */
  @state() private tables: TablesAs = undefined
  @state() private name = ''
  @state() private fault = ''
  @state() private over = false
  @state() private reading = false
  @state() private preview: Preview | null = null
  /** The person has named the text; a file's or title's name no longer replaces it. */
  #named = false
  #timer: ReturnType<typeof setTimeout> | null = null
  readonly #reader = new Reader()

  static override styles = [base, setupStyles, importStyles]

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('import-choose', ({ detail }) => this.#change({ choices: detail.choices }))
    this.addEventListener('import-tables', ({ detail }) => this.#chooseTables(detail.tables))
    this.addEventListener('import-author', ({ detail }) =>
      this.#change({ authors: { ...this.authors, [detail.author]: detail.principal } }),
    )
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#reader.close()
  }

  override updated(changed: PropertyValues<this>): void {
    // What failed stands at the top of a long form; the button is at its end.
    if (changed.has('failure') && this.failure !== '') this.renderRoot.querySelector('.failure')?.scrollIntoView({ block: 'center' })
  }

  override render(): TemplateResult {
    return html`<form novalidate @submit=${this.#handleSubmit}>
      ${this.failure === '' ? nothing : html`<p class="notice alarm failure" role="alert">${this.failure} The words below are kept.</p>`}
      ${this.#source()} ${this.reading ? html`<p class="hint" role="status">Reading…</p>` : nothing}
      ${this.preview === null ? nothing : this.#preview(this.preview)}
      <div>
        <label for="name">Name of the text</label>
        <input id="name" style="width:100%" maxlength="200" autocomplete="off" .value=${this.name} @input=${this.#handleName} />
      </div>
      ${this.mayIssue ? this.#issue() : html`<p class="hint">The text comes in under preparation; the facilitator issues it.</p>`}
      <div class="foot">
        <button type="button" class="quiet" @click=${this.#handleCancel}>Cancel</button>
        <button class="main" aria-disabled=${this.busy}>${this.busy ? 'Importing…' : 'Import'}</button>
      </div>
    </form>`
  }

  #source(): TemplateResult {
    return html`<div
      class=${this.over ? 'drop over' : 'drop'}
      @dragover=${this.#handleOver}
      @dragleave=${() => (this.over = false)}
      @drop=${this.#handleDrop}
    >
      ${this.file === null ? html`${this.#chooser()} ${this.#pasted()}` : this.#chosen(this.file)}
      <p class="fault" id="fault" role="alert">${this.fault === '' ? nothing : this.fault}</p>
    </div>`
  }

  #chooser(): TemplateResult {
    return html`<div class="file">
      <label for="file">Drop a file here, or choose one: Word (.docx), OpenDocument (.odt), HTML, Markdown, plain text, JSON</label>
      <input id="file" type="file" accept=${ACCEPTED} @change=${this.#handleFile} />
    </div>`
  }

  #chosen({ name }: SourceFile): TemplateResult {
    return html`<p class="chosen">
      <b>${name}</b> <button id="another" type="button" class="quiet" @click=${this.#handleAnother}>Take another</button>
    </p>`
  }

  #pasted(): TemplateResult {
    return html`<label
      >Or paste the words
      <textarea
        id="words"
        dir="auto"
        spellcheck="false"
        aria-invalid=${this.fault !== ''}
        aria-describedby="fault"
        placeholder="1. Every port [and every pilot] …"
        .value=${this.words}
        @input=${this.#handleWords}
      ></textarea>
    </label>`
  }

  #preview(preview: Preview): TemplateResult {
    const { summary, findings, moreFindings, unit } = preview
    const changed = countOf(this.choices)
    return html`<section class="preview" aria-label="What will be imported">
      <header>
        <span role="status"><b>${summary}</b>. This is how it will come in; what was guessed can be changed.</span>
        ${
          changed === 0
            ? nothing
            : html`<span
                >${count(changed, 'change')} of yours.
                <button type="button" class="quiet" @click=${() => this.#change({ choices: NO_CHOICES })}>As it was guessed</button></span
              >`
        }
      </header>
      <chapeau-import-questions
        .preview=${preview}
        .choices=${this.choices}
        .tables=${this.tables}
        .delegations=${this.delegations}
      ></chapeau-import-questions>
      <chapeau-import-sheet .preview=${preview} .choices=${this.choices} .delegations=${this.delegations}></chapeau-import-sheet>
      ${
        findings.length === 0
          ? nothing
          : html`<details ?open=${findings.length <= FEW}>
              <summary>${count(findings.length + moreFindings, 'thing')} put right or worth a look</summary>
              <ol>
                ${findings.map(({ line, message }) => html`<li><span>${unit} ${line}</span><span>${message}</span></li>`)}
                ${moreFindings === 0 ? nothing : html`<li><span></span><span>… and ${count(moreFindings, 'more', 'more')}</span></li>`}
              </ol>
            </details>`
      }
    </section>`
  }

  #issue(): TemplateResult {
    return html`<label class="check"
      ><input id="issue" type="checkbox" checked />Issue it now, so that delegations can propose
      <small>From then on nobody changes its words unmarked, the facilitator included.</small></label
    >`
  }

  /** A new file or new words: what was chosen for the ones before says nothing of them. */
  #take(file: SourceFile | null, words: string): void {
    this.file = file
    this.words = words
    this.fault = file === null ? '' : sizeFault(file.bytes.length, file.name)
    this.authors = {}
    this.choices = NO_CHOICES
    this.tables = undefined
    this.preview = null
    if (!this.#named && file !== null) this.name = nameFromFile(file.name)
    if (this.fault === '') void this.#look()
  }

  /** Paragraphs are counted otherwise then: what was chosen for them says nothing any more. */
  #chooseTables(tables: TablesAs): void {
    this.tables = tables
    this.choices = NO_CHOICES
    void this.#look()
  }

  #change({ authors, choices }: { readonly authors?: Readonly<Record<string, Principal>>; readonly choices?: Choices }): void {
    const before = { authors: this.authors, choices: this.choices }
    this.authors = authors ?? this.authors
    this.choices = choices ?? this.choices
    void this.#look(before)
  }

  /** Reads what there is; a choice that cannot be is taken back, `before` being what was chosen before it. */
  async #look(before?: { readonly authors: Readonly<Record<string, Principal>>; readonly choices: Choices }): Promise<boolean> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.file === null && textFault(this.words) !== '') {
      this.preview = null
      return false
    }
    const slow = setTimeout(() => (this.reading = true), PROGRESS_AFTER_MS)
    const { delegations, authors, choices, tables } = this
    const read = await this.#reader.read(this.file ?? wordsAsFile(this.words), { delegations, authors, choices, tables })
    clearTimeout(slow)
    if (read === null) return false
    this.reading = false
    this.fault = read.ok ? '' : read.message
    if (read.ok) {
      this.preview = read
      if (!this.#named && this.name === '') this.name = nameFromWords(read.title === '' ? this.words : read.title)
    } else if (before === undefined) this.preview = null
    else Object.assign(this, before)
    return read.ok
  }

  async #read(file: File | undefined): Promise<void> {
    if (file === undefined) return
    // Not read at all: a film dropped by mistake would fill the memory.
    const bytes = file.size > MAX_TEXT_BYTES ? new Uint8Array(MAX_TEXT_BYTES + 1) : new Uint8Array(await file.arrayBuffer())
    this.#take({ name: file.name, bytes }, '')
    // The field that it was chosen in has gone.
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#another')?.focus()
  }

  #handleAnother = async (): Promise<void> => {
    this.#take(null, '')
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#file')?.focus()
  }

  #handleWords = (event: Event): void => {
    this.words = (event.target as HTMLTextAreaElement).value
    this.fault = ''
    this.choices = NO_CHOICES
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#look(), PREVIEW_AFTER_MS)
  }

  #handleName = (event: Event): void => {
    this.name = (event.target as HTMLInputElement).value
    this.#named = this.name !== ''
  }

  #handleFile = (event: Event): void => {
    const input = event.target as HTMLInputElement
    void this.#read(input.files?.[0])
  }

  #handleOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    this.over = true
  }

  #handleDrop = (event: DragEvent): void => {
    this.over = false
    const file = event.dataTransfer?.files[0]
    if (file === undefined) return
    event.preventDefault()
    void this.#read(file)
  }

  #handleCancel = (): void => ask(this, 'import-close', null)

  #handleSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (this.busy) return
    if (this.file === null && textFault(this.words) !== '') this.fault = textFault(this.words)
    if (this.fault !== '' || !(await this.#look())) {
      this.renderRoot.querySelector<HTMLElement>('#another, #words')?.focus()
      return
    }
    const issue = this.renderRoot.querySelector<HTMLInputElement>('#issue')?.checked === true
    const name = this.name.trim() === '' ? nameFromWords(this.words) : this.name.trim()
    const file = this.file ?? wordsAsFile(this.words)
    ask(this, 'text-import', { name, file, authors: this.authors, choices: this.choices, tables: this.tables, issue })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-import-text': ChapeauImportText
  }
}
