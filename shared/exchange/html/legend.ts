// How brackets are shown in a view, for those that are in it.
import { NOBODY } from '../../ids.ts'
import type { Bracket, Reading } from '../../text/read.ts'
import type { View, ViewParagraph } from '../../text/views.ts'
import { escapeHtml } from './escape.ts'

interface Sign {
  readonly holds: (bracket: Bracket) => boolean
  /** With and without names. */
  readonly shown: readonly [named: string, unnamed: string]
  readonly means: readonly [named: string, unnamed: string]
}

const SIGNS: readonly Sign[] = [
  {
    holds: ({ kind, placeholder, holder }) => kind === 'ins' && !placeholder && holder !== NOBODY,
    shown: ['[<ins>words</ins> – CODE]', '[<ins>words</ins>]'],
    means: ['underlined: proposed by the delegation of this code, then those that joined it', 'underlined: proposed'],
  },
  {
    holds: ({ kind, holder, placeholder }) => kind === 'ins' && !placeholder && holder === NOBODY,
    shown: ['[<ins>words</ins>]', '[<ins>words</ins>]'],
    means: ['not agreed; nobody is named for it', 'not agreed'],
  },
  {
    holds: ({ kind }) => kind === 'del',
    shown: ['[<del>words</del> – delete, CODE]', '[<del>words</del> – delete]'],
    means: ['struck through: this delegation wants them deleted', 'struck through: proposed to be deleted'],
  },
  {
    holds: ({ kind }) => kind === 'res',
    shown: ['[words – reserve, CODE]', '[words – reserve]'],
    means: ['this delegation has reserved its position', 'a position is reserved'],
  },
  {
    holds: ({ placeholder }) => placeholder,
    shown: ['[ ]', '[ ]'],
    means: ['words still to be found', 'words still to be found'],
  },
]

const OF_VIEW: Readonly<Record<View, string>> = {
  rolling: '',
  unattributed: '',
  base: 'What stands in brackets in the rolling text is left out: additions are not shown, words proposed for deletion are.',
  accepted: 'Every proposal is shown as if it were accepted; where several compete for one place they stay in brackets.',
}

/** '' where there is nothing to explain. `noted`: whether there are notes behind the text. */
export function legendHtml(paragraphs: readonly ViewParagraph[], { brackets }: Reading, view: View, noted: boolean): string {
  const shown = new Set(paragraphs.flatMap(({ pieces }) => pieces.flatMap((piece) => (piece.type === 'open' ? [piece.bid] : []))))
  const there = [...shown].flatMap((bid) => brackets.get(bid) ?? [])
  const names = view === 'unattributed' ? 1 : 0
  const signs = SIGNS.filter(({ holds }) => there.some(holds))
  const unnamed = new Set<string>()
  const lines = signs.flatMap((sign) => {
    // Without names an addition of nobody looks like any other.
    if (unnamed.has(sign.shown[names])) return []
    unnamed.add(sign.shown[names])
    return [`<li><strong>${sign.shown[names]}</strong> ${escapeHtml(sign.means[names])}</li>`]
  })
  if (noted) lines.push('<li>A raised figure leads to a reason or position behind the text.</li>')
  if (lines.length === 0 && OF_VIEW[view] === '') return ''
  const first = OF_VIEW[view] === '' ? '' : `<p>${OF_VIEW[view]}</p>`
  const list = lines.length === 0 ? '' : `<ul>\n${lines.join('\n')}\n</ul>`
  return `<aside aria-label="How brackets are shown">${first}${list}</aside>\n`
}
