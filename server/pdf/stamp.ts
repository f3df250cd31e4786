// Takes out of a PDF what is not the text's: when Chromium made it (ISO 32000-1, 14.3.3). A comment line before the last cross
// reference's place says which entry of the record the file goes by, so that one that was altered can still be held against it.

const DATES = /(\n\/(?:CreationDate|ModDate) \(D:)(\d{14})(?=[^\n)]*\))/g

/** `line`: ASCII without line breaks. Offsets stay as they were: dates keep their length, the comment stands behind every object. */
export function stamped(pdf: Uint8Array, { asOf, line }: { readonly asOf: Date; readonly line: string }): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1')
  const end = text.lastIndexOf('startxref')
  if (end < 0) throw new Error('This is no PDF as Chromium writes them.')
  const info = text.indexOf('endobj')
  const time = asOf.toISOString().replace(/\D/g, '').slice(0, 14)
  // What the file says of itself is its first object; a title that looks like a date has its parenthesis escaped there.
  const dated = text.slice(0, info).replace(DATES, `$1${time}`)
  return Buffer.from(`${dated}${text.slice(info, end)}%${line}\n${text.slice(end)}`, 'latin1')
}
