// XML as strings: what of a text may stand in it, escaped (XML 1.0, 2.2 and 2.4).

/** Characters that XML 1.0 and HTML cannot hold, and halves of characters. */
export const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Words as character data or as an attribute's value. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (char) => ENTITIES[char]!)
}

/** ` name="value"` for each that is given. */
export function attributesOf(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escapeXml(String(value))}"`]))
    .join('')
}

export const PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
