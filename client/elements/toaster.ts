// Keeps the short messages of a page and what their buttons would do. Rendering is toasts.ts's.
import type { Wish } from '../connection/acts.ts'
import type { EditorHint } from './events.ts'
import type { Toast } from './toasts.ts'

/** How long a message stays. */
const TOAST_MS = 9000

export class Toaster {
  toasts: readonly Toast[] = []
  readonly #wishes = new Map<number, Wish>()
  readonly #changed: () => void
  #id = 0

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Says something; with `offer`, a button that makes its wish. */
  say(text: string, offer: { readonly label: string; readonly wish: Wish } | null = null): void {
    const id = ++this.#id
    if (offer !== null) this.#wishes.set(id, offer.wish)
    this.toasts = [...this.toasts, { id, text, action: offer?.label ?? null }]
    setTimeout(() => this.close(id), TOAST_MS)
    this.#changed()
  }

  /** What the editor could not do, or would do better as an act. */
  hint(hint: EditorHint): void {
    if (hint.kind === 'refused') return this.say(hint.message)
    const wish: Wish = { act: 'stand', target: hint.bid, stance: hint.kind === 'oppose' ? 'opposes' : 'supports' }
    if (hint.kind === 'oppose')
      this.say('You proposed to delete all of this proposal. Opposing it says so more clearly.', { label: 'Oppose it', wish })
    else this.say('These words are proposed for deletion already.', { label: 'Support that', wish })
  }

  close(id: number): void {
    this.#wishes.delete(id)
    this.toasts = this.toasts.filter((toast) => toast.id !== id)
    this.#changed()
  }

  /** Takes a message's offer: the message goes, its wish is the caller's to make; null when it is gone already. */
  take(id: number): Wish | null {
    const wish = this.#wishes.get(id) ?? null
    this.close(id)
    return wish
  }
}
