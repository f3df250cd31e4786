// Notes behind the text: what delegations say of brackets, and footnotes that the view has beside its running text. Each leads
// back to where it stands.
import type { Bid, Principal } from '../../ids.ts'
import { escapeHtml } from './escape.ts'

export interface Note {
  readonly number: number
  readonly bid: Bid
  /** '' where nobody says it. */
  readonly by: Principal
  readonly html: string
}

/** '' where there are none. */
export function notesHtml(heading: string, notes: readonly Note[]): string {
  if (notes.length === 0) return ''
  return `<section class="behind" role="doc-endnotes" aria-label="${heading}"><h2>${heading}</h2>\n<ol>\n${notes.map(noteHtml).join('\n')}\n</ol></section>\n`
}

function noteHtml({ number, by, html }: Note): string {
  const whose = by === '' ? '' : `<bdi class="by">${escapeHtml(by)}</bdi>: `
  return `<li id="note-${number}" value="${number}">${whose}<bdi>${html}</bdi> <a class="back" href="#ref-${number}" role="doc-backlink" aria-label="Back to note ${number} in the text">↩</a></li>`
}
