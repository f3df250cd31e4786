// What delegations say of brackets, behind the text: each note leads back to where it stands.
import type { Bid, Principal } from '../../ids.ts'
import { escapeHtml } from './escape.ts'

export interface Note {
  readonly number: number
  readonly bid: Bid
  readonly by: Principal
  readonly words: string
}

/** '' where nothing is said. */
export function notesHtml(notes: readonly Note[]): string {
  if (notes.length === 0) return ''
  const heading = 'Reasons and positions'
  return `<section class="behind" role="doc-endnotes" aria-label="${heading}"><h2>${heading}</h2>\n<ol>\n${notes.map(noteHtml).join('\n')}\n</ol></section>\n`
}

function noteHtml({ number, by, words }: Note): string {
  const lines = words.split('\n').map(escapeHtml).join('<br>')
  const whose = by === '' ? '' : `<bdi class="by">${escapeHtml(by)}</bdi>: `
  return `<li id="note-${number}" value="${number}">${whose}<bdi>${lines}</bdi> <a class="back" href="#ref-${number}" role="doc-backlink" aria-label="Back to note ${number} in the text">↩</a></li>`
}
