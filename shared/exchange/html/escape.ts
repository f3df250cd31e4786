// Words of a text inside HTML and inside a style sheet: whatever they hold, they stay words.
import { FORBIDDEN } from '../docx/xml.ts'

/** As character data and as an attribute's value (HTML 13.1.2). */
export function escapeHtml(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"']/g, (char) => `&#${char.codePointAt(0)};`)
}

/** As a string of CSS with its quotes (CSS Syntax 4.3.7): all but letters, digits and blanks by number, so that no style ends early. */
export function cssString(text: string): string {
  return `"${text.replace(/[^\p{L}\p{N} ]/gu, (char) => `\\${char.codePointAt(0)!.toString(16)} `)}"`
}

/** ` name="value"` for each that is given. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escapeHtml(String(value))}"`]))
    .join('')
}
