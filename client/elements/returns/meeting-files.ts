// Files that came back to a meeting, about any of its texts: on the meeting's page, for its desk.
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { SeatAnswer } from '@chapeau/shared/protocol/api'
import { huesFor } from '../../page/hues.ts'
import { base } from '../../styles/base.ts'
import './many-files.ts'
import { Returning, type ReturnPlace } from './returning.ts'
import { returnStyles } from './styles.ts'

@customElement('chapeau-meeting-files')
export class ChapeauMeetingFiles extends LitElement {
  @property({ attribute: false }) meeting!: ReturnPlace['meeting']
  @property({ attribute: false }) seat!: SeatAnswer
  #returning: Returning | null = null

  static override styles = [base, returnStyles]

  override willUpdate(changed: PropertyValues<this>): void {
    if (this.#returning !== null || !changed.has('meeting')) return
    const { meeting, seat } = this
    const chooses = seat.role === 'secretariat'
    this.#returning = new Returning({ seat, meeting, here: null, principal: chooses ? null : 'CHAIR', chooses, paragraph: null })
    this.#returning.subscribe(() => this.requestUpdate())
  }

  override focus(): void {
    this.renderRoot.querySelector('chapeau-many-files')?.focus()
  }

  override render(): TemplateResult {
    const returning = this.#returning!
    const { delegations } = this.meeting
    const hueOf = huesFor(
      delegations.filter(({ rights }) => rights.propose).map(({ code }) => code),
      new Set(returning.files.flatMap(({ principal }) => principal ?? [])),
      null,
    )
    return html`<chapeau-many-files
        .returning=${returning}
        .files=${returning.files}
        .hueOf=${hueOf}
        @files-take=${({ detail }: HTMLElementEventMap['files-take']) => returning.take(detail.files.map((file) => ({ name: file.name, blob: file })))}
      ></chapeau-many-files>
      <div class="foot still"><button class="quiet" @click=${this.#handleClose}>Close</button></div>`
  }

  #handleClose = (): void => void this.dispatchEvent(new CustomEvent('files-close'))
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-meeting-files': ChapeauMeetingFiles
  }
  interface HTMLElementEventMap {
    'files-close': CustomEvent<null>
  }
}
