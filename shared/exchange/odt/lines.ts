// Words beside the running text, of comments and notes: paragraphs as lines.
import type { Element } from '../docx/parser.ts'

/** Takes the events within one of them. */
export class Lines {
  creator = ''
  readonly #lines: string[] = []
  #path: string[] = []

  open({ name, attributes }: Element): void {
    this.#path.push(name)
    if (name === 'text:p' || name === 'text:h') this.#lines.push('')
    else if (name === 'text:s') this.#add(' '.repeat(Math.min(10, Number(attributes['text:c'] ?? 1) || 1)))
    else if (name === 'text:tab' || name === 'text:line-break') this.#add(' ')
  }

  close(): void {
    this.#path.pop()
  }

  text(words: string): void {
    if (this.#path.includes('dc:creator')) this.creator += words
    else if (this.#path.some((name) => name === 'text:p' || name === 'text:h')) this.#add(words)
  }

  get words(): string {
    return this.#lines
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .join('\n')
      .trim()
  }

  #add(words: string): void {
    if (this.#lines.length > 0) this.#lines.push(this.#lines.pop()! + words)
  }
}
