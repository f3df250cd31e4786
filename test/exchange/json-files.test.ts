// Pictures in a text as JSON: their bytes go out and come back, and what a file says of them is not believed.
import { toBase64 } from 'lib0/buffer'
import { describe, expect, test } from 'vitest'
import { exportJson } from '@chapeau/shared/exchange/export-json'
import { textFileSchema, type TextFile } from '@chapeau/shared/exchange/json/file'
import { filesFrom } from '@chapeau/shared/exchange/json/files'
import { fileName } from '@chapeau/shared/exchange/pictures'
import type { Files } from '@chapeau/shared/text/blocks'
import { metaKey } from '@chapeau/shared/text/meta'
import { VIEWS, type View } from '@chapeau/shared/text/views'
import { text, usualRung } from '../support/builders.ts'
import { pngOf } from '../support/pictures.ts'

const PNG = pngOf(8, 4)
const HASH = fileName(PNG)
const FILES: Files = new Map([
  [HASH, { type: 'image/png', bytes: PNG }],
  ['f'.repeat(64), { type: 'image/gif', bytes: new Uint8Array(9) }],
])

function fileOf(files: Files | undefined, view: View = 'rolling'): TextFile {
  const { reading } = text('Ports open.\nA map\nA map')
  const block = { kind: 'picture', type: 'image/png', width: 60, height: 30, alt: 'A map', file: HASH }
  const meta = new Map([1, 2].map((i) => [metaKey.block(reading.paragraphs[i]!.raw.starter!.p), block]))
  const frame = {
    view,
    textId: 'text-1',
    since: () => null,
    nameOf: (code: string) => code,
    asOf: new Date(0),
    title: 'Ports',
    revision: '',
    changes: 0,
    head: { seq: 1, hash: 'ab'.repeat(32) },
    publicKey: '',
    rungName: usualRung,
    ...(files === undefined ? {} : { files }),
  }
  return textFileSchema.parse(JSON.parse(exportJson(reading, meta, frame)))
}

describe('EX-42 pictures in JSON', () => {
  test.each(VIEWS)('those of the text are in it once, byte for byte, and no others: %s', (view) => {
    const file = fileOf(FILES, view)
    expect(file.files).toEqual([{ file: HASH, type: 'image/png', bytes: toBase64(PNG) }])
    expect(filesFrom(file)).toEqual({ files: new Map([[HASH, { type: 'image/png', bytes: PNG }]]), missing: new Set() })
  })
  test('one whose bytes are gone is named all the same', () => {
    const file = fileOf(undefined)
    expect(file.files).toEqual([])
    expect(filesFrom(file).missing).toEqual(new Set([HASH]))
  })
  test.each<[string, (file: NonNullable<TextFile['files']>[number]) => NonNullable<TextFile['files']>]>([
    ['other bytes', (one) => [{ ...one, bytes: toBase64(pngOf(8, 5)) }]],
    ['bytes that are cut off', (one) => [{ ...one, bytes: one.bytes.slice(0, 40) }]],
    ['no base 64', (one) => [{ ...one, bytes: '§$%' }]],
    ['another type than its bytes have', (one) => [{ ...one, type: 'image/gif' }]],
    ['one that nobody asked for', (one) => [{ ...one, file: '0'.repeat(64) }]],
    ['more than a picture may have', (one) => [{ ...one, bytes: 'A'.repeat(4_000_000) }]],
  ])('it does not come back as %s', (_, change) => {
    const file = fileOf(FILES)
    const read = filesFrom({ ...file, files: change(file.files![0]!) })
    expect(read).toEqual({ files: new Map(), missing: new Set([HASH]) })
  })
})
