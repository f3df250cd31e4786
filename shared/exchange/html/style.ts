// How an exported page looks, on a screen and on paper: A4 with what the text is at the head of each page and where the record
// stood at its foot (CSS Paged Media, which Chromium prints and others leave out). No colour says anything alone.
import { frameLine, recordedAt, type ExportFrame } from '../heading.ts'
import { cssString } from './escape.ts'

/** Deepest level that is set in further than the one above. */
const DEEPEST = 8
/** Characters of a title that have room at the head of a page. */
const MAX_TITLE = 70

const SERIF = '"Source Serif 4",Georgia,"Noto Serif","DejaVu Serif","Noto Naskh Arabic",Amiri,"Noto Serif CJK SC",serif'
const SANS = 'Inter,system-ui,"Noto Sans","DejaVu Sans","Noto Sans Arabic","Noto Sans CJK SC",sans-serif'

const PAGE = `:root{color-scheme:light}body{margin:2rem auto;max-width:46rem;padding:0 1rem;font:1.06rem/1.6 ${SERIF};color:#1d1c1a;background:#fff}
h1{font-size:1.4rem;line-height:1.3}h2,h3,h4,h5,h6{font-size:1.12rem;line-height:1.4;margin-top:1.6rem}header p,footer p,aside,.behind{font:.86rem/1.5 ${SANS};color:#45423c;overflow-wrap:anywhere}
header p.caveat{font-weight:600;color:#1d1c1a}aside{border:1px solid #85806f;margin:0 1px;padding:.5rem 1rem}aside p{margin:.2rem 0}aside ul,.behind ol,.behind ul{margin:.2rem 0;padding-inline-start:1.3rem}.behind h2{color:#1d1c1a}
main p,main h1,main h2,main h3,main h4,main h5,main h6{white-space:pre-wrap;overflow-wrap:break-word}
main p.labelled{padding-inline-start:calc(1.9rem*var(--level,0) + 3.4rem);text-indent:-3.4rem}main p.item{padding-inline-start:calc(1.9rem*var(--level,0))}main p.item.labelled{padding-inline-start:calc(1.9rem*var(--level,0) + 2.6rem);text-indent:-2.6rem}
.label{display:inline-block;min-width:3.1rem;text-indent:0;font:600 .84em/1.2 ${SANS};unicode-bidi:isolate;white-space:nowrap}.item>.label{min-width:2.3rem}
.item{--level:${DEEPEST - 1}}${Array.from({ length: DEEPEST }, (_, i) => `.item[data-level="${i + 1}"]{--level:${i}}`).join('')}`

const BRACKETS = `ins{text-decoration:underline 1.5px;text-underline-offset:.2em}del{text-decoration:line-through 1.5px}.open,.close{font-weight:600}
.code{font:650 .66em/1 ${SANS};letter-spacing:.03em;vertical-align:.13em;white-space:nowrap}.state{font:600 .72em/1 ${SANS};unicode-bidi:isolate;white-space:nowrap}.ref{font:.7em/1 ${SANS};vertical-align:.5em;margin-inline-start:.3em;user-select:none}
table{border-collapse:collapse;margin:.5rem 0}th,td{border:1px solid #85806f;padding:.2rem .5rem;text-align:start;vertical-align:top}.picture img{max-width:100%;height:auto}a{color:#0b4a94}.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;user-select:none}
@media (prefers-contrast:more){body,header p,footer p,aside,.behind{color:#000}aside{border-color:#000}}`

const PRINT = `@media print{body{margin:0;padding:0;max-width:none;font-size:11.5pt;line-height:1.45;color:#000}header p,footer p,aside,.behind{color:#000;font-size:8.5pt}aside{break-inside:avoid}
tr,.picture{break-inside:avoid}p,li{orphans:3;widows:3}h1,h2,h3,h4,h5,h6{break-after:avoid;break-inside:avoid}.label,.code,.state{break-inside:avoid}.said,.back{display:none}a{color:inherit;text-decoration:none}}`

export function styleOf(frame: ExportFrame): string {
  return `${PAGE}\n${BRACKETS}\n${PRINT}\n${paged(frame)}`
}

/** Boxes in the margins of a printed page. */
function paged(frame: ExportFrame): string {
  const { title } = frame
  const head = title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE)}…` : title
  const box = (place: string, content: string, more = ''): string =>
    `@${place}{content:${content};font:7.5pt/1.3 ${SANS};color:#333;unicode-bidi:plaintext;${more}}`
  return `@page{size:A4;margin:24mm 20mm 22mm;${[
    box('top-left', cssString(head), 'width:45%;text-align:start;vertical-align:bottom;padding-bottom:5mm'),
    box('top-right', cssString(frameLine(frame)), 'width:55%;text-align:end;vertical-align:bottom;padding-bottom:5mm'),
    box('bottom-left', cssString(recordedAt(frame)), 'width:80%;font-size:6.5pt;text-align:start;vertical-align:top;padding-top:5mm'),
    box('bottom-right', '"Page " counter(page) " of " counter(pages)', 'width:20%;text-align:end;vertical-align:top;padding-top:5mm'),
  ].join('')}}@page:first{@top-left{content:none}@top-right{content:none}}`
}
