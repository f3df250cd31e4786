// A bracket's words as the right pane quotes them: brackets as characters, codes as small labels.
import { html, nothing, type TemplateResult } from 'lit'
import type { Principal } from '@chapeau/shared/ids'
import type { Reading } from '@chapeau/shared/text/read'
import type { ViewPiece } from '@chapeau/shared/text/views'
import type { Hue } from '../page/hues.ts'
import { shortLabel } from '../page/names.ts'

/** The pieces as a template; `no words yet` for none. */
export function wordsOf(pieces: readonly ViewPiece[], brackets: Reading['brackets'], hueOf: (principal: Principal) => Hue): TemplateResult {
  if (pieces.length === 0) return html`<span class="none">no words yet</span>`
  return html`${pieces.map((piece) => {
    if (piece.type === 'text') return underlined(piece, brackets, hueOf)
    const hue = hueOf(brackets.get(piece.bid)?.holder ?? '')
    return piece.type === 'open'
      ? html`<span class="t" data-hue=${hue}>[</span>`
      : html`<span class="t" data-hue=${hue}>${piece.label === '' ? nothing : html`<small>${shortLabel(piece.label)}</small>`}]</span>`
  })}`
}

/** Words as the paper shows them: additions underlined, deletions struck, each in its party's colour. */
function underlined(
  { text, within }: Extract<ViewPiece, { type: 'text' }>,
  brackets: Reading['brackets'],
  hueOf: (principal: Principal) => Hue,
): TemplateResult | string {
  const around = within.flatMap((bid) => brackets.get(bid) ?? [])
  const coloured = around.findLast(({ kind }) => kind === 'ins' || kind === 'del')
  if (coloured === undefined) return text
  const cut = around.some(({ kind }) => kind === 'del')
  return html`<span class=${cut ? 'cut' : 'add'} data-hue=${hueOf(coloured.holder)}>${text}</span>`
}
