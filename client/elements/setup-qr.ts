// A QR code as one SVG path. Pure; drawn inline, so that no image is fetched and none is stored.
import { encode } from 'uqr'

/** Modules of white around the code; scanners need four. */
const QUIET = 4

export interface QrPath {
  /** Width and height in modules, the quiet zone included. */
  readonly size: number
  /** One horizontal stroke of rectangles per run of dark modules. */
  readonly path: string
}

export function qrPath(text: string): QrPath {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET })
  return { size, path: data.map((row, y) => rowPath(row, y)).join('') }
}

function rowPath(row: readonly boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x++) {
    if (row[x] !== true) continue
    const from = x
    while (row[x + 1] === true) x++
    const width = x - from + 1
    path += `M${from} ${y}h${width}v1h-${width}z`
  }
  return path
}
