// A new text: a file dropped or chosen, or words pasted; what the importer makes of them; then "Import". The words stay
// here until the page says that they are in. Asks; the page sends.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Principal } from '@chapeau/shared/ids'
import type { Delegation } from '@chapeau/shared/policy'
import { count } from '../page/names.ts'
import { base } from '../styles/base.ts'
import { decodeFile, MAX_TEXT_BYTES, nameFromFile, nameFromWords, textFault } from './import-file.ts'
import { previewOf, previewOfWord, type Preview } from './import-preview.ts'
import { importStyles } from './import-styles.ts'
import { ask } from './setup-events.ts'
import { setupStyles } from './setup-styles.ts'

/** Previews wait until typing pauses: a long text takes the importer some tenths of a second. */
const PREVIEW_AFTER_MS = 300

@customElement('chapeau-import-text')
export class ChapeauImportText extends LitElement {
  @property({ type: Boolean }) busy = false
  /** Why the last import failed; empty when it did not. */
  @property() failure = ''
  /** Whether the person has a seat to issue the text from. */
  @property({ type: Boolean }) mayIssue = false
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  @state() private words = ''
  /** A Word file that was dropped or chosen; null where words are. */
  @state() private word: { readonly name: string; readonly bytes: Uint8Array } | null = null
  /** Whom authors speak for, as a person has said. */
  @state() private authors: Readonly<Record<string, Principal>> = {}
  @state() private name = ''
  @state() private note = ''
  @state() private fault = ''
  @state() private over = false
  @state() private preview: Preview | null = null
  /** The person has named the text; a file's or title's name no longer replaces it. */
  #named = false
  #timer: ReturnType<typeof setTimeout> | null = null

  static override styles = [base, setupStyles, importStyles]

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  override updated(changed: PropertyValues<this>): void {
    // What failed stands at the top of a long form; the button is at its end.
    if (changed.has('failure') && this.failure !== '') this.renderRoot.querySelector('.failure')?.scrollIntoView({ block: 'center' })
  }

  override render(): TemplateResult {
    return html`<form novalidate @submit=${this.#handleSubmit}>
      ${this.failure === '' ? nothing : html`<p class="notice alarm failure" role="alert">${this.failure} The words below are kept.</p>`}
      ${this.#source()} ${this.preview === null ? nothing : this.#preview(this.preview)}
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
      <div class="file">
        <label for="file">Drop a Word file (.docx) or plain text here, or choose one</label>
        <input
          id="file"
          type="file"
          accept=".docx,.txt,text/plain,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
          @change=${this.#handleFile}
        />
      </div>
      ${this.word === null ? this.#pasted() : this.#chosen(this.word)}
      <p class="fault" id="fault" role="alert">${this.fault === '' ? nothing : this.fault}</p>
      ${this.note === '' ? nothing : html`<p class="notice" role="status">${this.note}</p>`}
    </div>`
  }

  #chosen({ name }: { readonly name: string }): TemplateResult {
    return html`<p class="chosen">
      <b>${name}</b> <button type="button" class="quiet" @click=${() => (this.word = this.preview = null)}>Take another</button>
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

  #preview({ summary, authors, paragraphs, moreParagraphs, findings, moreFindings }: Preview): TemplateResult {
    return html`<section class="preview" aria-label="What will be imported">
      <header>
        <span role="status"><b>${summary}</b>. This is how it will come in:</span>
      </header>
      ${authors.size === 0 ? nothing : this.#authors(authors)}
      <div class="sheet" tabindex="0" role="region" aria-label="Preview">
        ${paragraphs.map(({ label, words, type }) => html`<p class=${type}><span>${label}</span><span dir="auto">${words}</span></p>`)}
        ${moreParagraphs === 0 ? nothing : html`<p class="more">… and ${count(moreParagraphs, 'more paragraph')}</p>`}
      </div>
      ${
        findings.length === 0
          ? nothing
          : html`<details open>
              <summary>${count(findings.length + moreFindings, 'thing')} put right or worth a look</summary>
              <ol>
                ${findings.map(({ line, message }) => html`<li><span>Line ${line}</span><span>${message}</span></li>`)}
                ${moreFindings === 0 ? nothing : html`<li><span></span><span>… and ${count(moreFindings, 'more', 'more')}</span></li>`}
              </ol>
            </details>`
      }
    </section>`
  }

  /** Who wrote tracked changes is asked once for each; the changes stand as their delegation's, to be confirmed by it. */
  #authors(authors: Preview['authors']): TemplateResult {
    return html`<fieldset class="authors">
      <legend>Whose are the tracked changes?</legend>
      ${[...authors].map(
        ([author, principal]) =>
          html`<label
            ><span dir="auto">${author === '' ? 'unnamed' : author}</span>
            <select @change=${(event: Event) => this.#attribute(author, (event.target as HTMLSelectElement).value)}>
              <option value="" .selected=${principal === ''}>nobody’s yet</option>
              ${this.delegations.map(
                ({ code, name }) => html`<option value=${code} .selected=${principal === code}>${code} · ${name}</option>`,
              )}
              <option value="CHAIR" .selected=${principal === 'CHAIR'}>the facilitator’s</option>
            </select></label
          >`,
      )}
    </fieldset>`
  }

  #attribute(author: string, principal: Principal): void {
    this.authors = { ...this.authors, [author]: principal }
    this.#look()
  }

  #issue(): TemplateResult {
    return html`<label class="check"
      ><input id="issue" type="checkbox" checked />Issue it now, so that delegations can propose
      <small>From then on nobody changes its words unmarked, the facilitator included.</small></label
    >`
  }

  #take(words: string, name: string): void {
    this.words = words
    this.fault = ''
    if (!this.#named && name !== '') this.name = name
    this.#look()
  }

  #look(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.word !== null) return this.#lookAtWord(this.word.bytes)
    if (textFault(this.words) !== '') {
      this.preview = null
      return
    }
    this.preview = previewOf(this.words, this.delegations)
    if (!this.#named && this.name === '')
      this.name = this.preview.title === '' ? nameFromWords(this.words) : nameFromWords(this.preview.title)
  }

  #lookAtWord(bytes: Uint8Array): void {
    const preview = previewOfWord(bytes, { delegations: this.delegations, authors: this.authors })
    this.preview = preview.ok ? preview : null
    if (preview.ok) return
    this.word = null
    this.fault = preview.message
  }

  async #read(file: File | undefined): Promise<void> {
    if (file === undefined) return
    this.note = ''
    // Not read at all: a film dropped by mistake would fill the memory.
    const bytes = file.size > MAX_TEXT_BYTES ? new Uint8Array(MAX_TEXT_BYTES + 1) : new Uint8Array(await file.arrayBuffer())
    const decoded = decodeFile(bytes, file.name)
    if (!decoded.ok) {
      this.fault = decoded.message
      return
    }
    this.word = 'word' in decoded ? { name: file.name, bytes: decoded.word } : null
    this.authors = {}
    if ('word' in decoded) return this.#take('', nameFromFile(file.name))
    this.note = decoded.note
    this.#take(decoded.text, nameFromFile(file.name))
    this.fault = textFault(decoded.text)
  }

  #handleWords = (event: Event): void => {
    this.words = (event.target as HTMLTextAreaElement).value
    this.fault = ''
    this.note = ''
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#look(), PREVIEW_AFTER_MS)
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

  #handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (this.busy) return
    this.#look()
    this.fault = this.word === null ? textFault(this.words) : ''
    if (this.fault !== '') {
      this.renderRoot.querySelector<HTMLElement>('#words')?.focus()
      return
    }
    const issue = this.renderRoot.querySelector<HTMLInputElement>('#issue')?.checked === true
    const name = this.name.trim() === '' ? nameFromWords(this.words) : this.name.trim()
    ask(this, 'text-import', { name, file: this.word?.bytes ?? this.words, authors: this.authors, issue })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-import-text': ChapeauImportText
  }
}
