// A table or picture under its line, as the paper shows it: in the editor and in every view that is read (spec UI-171).
import { blockWords, type Block, type TableBlock } from '@chapeau/shared/text/blocks'

/** Where a picture of a text is answered; `file`: SHA-256 of its bytes. */
export const fileAddress = (textId: string, file: string): string =>
  `/api/texts/${encodeURIComponent(textId)}/files/${encodeURIComponent(file)}`

/** `addressOf`: where a picture is found by its hash. Nothing in it can be written in. */
export function blockNode(block: Block, addressOf: (file: string) => string): HTMLElement {
  const figure = document.createElement('figure')
  figure.className = 'block'
  figure.contentEditable = 'false'
  figure.dataset['kind'] = block.kind
  const caption = document.createElement('figcaption')
  caption.textContent = 'Not negotiated here.'
  figure.append(block.kind === 'table' ? tableNode(block) : pictureNode(block, addressOf(block.file)), caption)
  return figure
}

/** CSS pixels of a point. */
const PIXELS = 4 / 3

function pictureNode(block: Extract<Block, { kind: 'picture' }>, address: string): HTMLElement {
  const picture = document.createElement('img')
  picture.width = Math.round(block.width * PIXELS)
  picture.height = Math.round(block.height * PIXELS)
  picture.alt = blockWords(block)
  picture.loading = 'lazy'
  picture.decoding = 'async'
  picture.draggable = false
  picture.src = address
  return picture
}

/** In a box of its own, which a wide one scrolls in, also by keys. */
function tableNode(block: TableBlock): HTMLElement {
  const box = document.createElement('div')
  box.className = 'scroll'
  box.tabIndex = 0
  box.setAttribute('role', 'group')
  box.setAttribute('aria-label', blockWords(block))
  const table = document.createElement('table')
  block.rows.forEach((cells, i) => {
    const row = table.insertRow()
    for (const words of cells) row.append(cellNode(words, i < block.header))
  })
  box.append(table)
  return box
}

function cellNode(words: string, isHead: boolean): HTMLElement {
  const cell = document.createElement(isHead ? 'th' : 'td')
  if (isHead) cell.setAttribute('scope', 'col')
  cell.dir = 'auto'
  words.split('\n').forEach((line, i) => cell.append(...(i === 0 ? [] : [document.createElement('br')]), line))
  return cell
}
