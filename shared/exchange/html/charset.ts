// The characters of a page: as its byte order mark says, else as it says itself (HTML 13.2.3.2), else as any other text.

/** Both sides have it (WHATWG Encoding); the packages' type libraries name it for one of them only. */
declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string }

/** Bytes in which a page says how it is encoded. */
const HEAD = 1024

/** `decoded`: what was made of it without looking. `note`: said to the person; '' for nothing. */
export function decodePage(bytes: Uint8Array, decoded: { readonly text: string; readonly note: string }): { text: string; note: string } {
  const marked =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xef && bytes[1] === 0xbb)
  const head = String.fromCharCode(...bytes.subarray(0, HEAD))
  const label = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})/i.exec(head)?.[1]?.toLowerCase()
  // Whoever can read the head byte by byte has no encoding of two bytes, whatever the page says.
  if (marked || label === undefined || /^utf-?(?:8|16)/.test(label)) return decoded
  try {
    return { text: new TextDecoder(label).decode(bytes), note: '' }
  } catch {
    return decoded
  }
}
