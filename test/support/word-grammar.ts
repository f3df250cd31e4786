// What may stand in which element of an exported Word file, in which order, with which attributes: WordprocessingML as its
// transitional schema says (ECMA-376 part 4, annex A), for the elements that exports write. An element that is not here is a fault.
// Run properties may come in any order by the schema; Word writes and repairs them in this one, so it is asked for.
import * as t from './word-types.ts'

export interface Rule {
  /** In this order, each once; `*`: any number, `+`: at least one, `!`: one. */
  readonly order?: readonly string[]
  /** Any of them, in any order and number. */
  readonly any?: readonly string[]
  /** Whether it holds words. */
  readonly words?: true
  /** `!` at the end: must be there. */
  readonly attributes?: Readonly<Record<string, t.Type>>
}

const value = (type: t.Type): Rule => ({ attributes: { 'w:val!': type } })
const toggle: Rule = { attributes: { 'w:val': t.onOff } }
const edge: Rule = { attributes: { 'w:val!': t.border, 'w:sz': t.count, 'w:space': t.count, 'w:color': t.color } }
const width: Rule = { attributes: { 'w:w': t.integer, 'w:type': t.widthType } }
const change: Rule = { attributes: { 'w:id!': t.integer, 'w:author!': t.name, 'w:date': t.dateTime } }
const rsids = { 'w:rsidR': t.hex(8), 'w:rsidRDefault': t.hex(8), 'w:rsidRPr': t.hex(8), 'w:rsidP': t.hex(8), 'w:rsidDel': t.hex(8) }

const INLINE = ['w:r', 'w:ins', 'w:del', 'w:commentRangeStart', 'w:commentRangeEnd', 'w:fldSimple', 'w:bookmarkStart', 'w:bookmarkEnd']
const BLOCK = ['w:p', 'w:tbl']

const RUN =
  'rStyle rFonts b bCs i iCs caps smallCaps strike dstrike vanish color spacing w kern position sz szCs highlight u vertAlign rtl cs lang'
const PARAGRAPH =
  'pStyle keepNext keepLines pageBreakBefore widowControl numPr suppressLineNumbers pBdr shd tabs bidi spacing ind contextualSpacing jc textAlignment outlineLvl'
const named = (names: string): string[] => names.split(' ').map((one) => `w:${one}`)

/** By name, or by `parent>name` where it is another thing there. */
export const GRAMMAR: Readonly<Record<string, Rule>> = {
  'w:document': { order: ['w:body!'] },
  'w:body': { order: ['w:p|w:tbl*', 'w:sectPr'] },
  'w:p': { order: ['w:pPr', `${INLINE.join('|')}*`], attributes: rsids },
  'w:r': {
    order: [
      'w:rPr',
      'w:t|w:delText|w:tab|w:br|w:commentReference|w:annotationRef|w:footnoteReference|w:footnoteRef|w:separator|w:continuationSeparator|w:drawing*',
    ],
    attributes: rsids,
  },
  'w:t': { words: true, attributes: { 'xml:space': t.space } },
  'w:delText': { words: true, attributes: { 'xml:space': t.space } },
  'w:tab': {},
  'w:br': {},
  'w:ins': { ...change, any: INLINE },
  'w:del': { ...change, any: INLINE },
  'w:rPr>w:ins': change,
  'w:rPr>w:del': change,
  'w:commentRangeStart': { attributes: { 'w:id!': t.integer } },
  'w:commentRangeEnd': { attributes: { 'w:id!': t.integer } },
  'w:commentReference': { attributes: { 'w:id!': t.integer } },
  'w:annotationRef': {},
  'w:footnoteReference': { attributes: { 'w:id!': t.integer, 'w:customMarkFollows': t.onOff } },
  'w:footnoteRef': {},
  'w:separator': {},
  'w:continuationSeparator': {},
  'w:fldSimple': { any: INLINE, attributes: { 'w:instr!': t.text } },
  'w:bookmarkStart': { attributes: { 'w:id!': t.integer, 'w:name!': t.name } },
  'w:bookmarkEnd': { attributes: { 'w:id!': t.integer } },

  'w:pPr': { order: [...named(PARAGRAPH), 'w:rPr', 'w:sectPr'] },
  'w:style>w:pPr': { order: named(PARAGRAPH) },
  'w:pPrDefault>w:pPr': { order: named(PARAGRAPH) },
  'w:rPr': { order: named(RUN) },
  'w:pPr>w:rPr': { order: ['w:ins', 'w:del', ...named(RUN)] },
  'w:pStyle': value(t.name),
  'w:keepNext': toggle,
  'w:keepLines': toggle,
  'w:widowControl': toggle,
  'w:suppressLineNumbers': toggle,
  'w:bidi': toggle,
  'w:contextualSpacing': toggle,
  'w:pBdr': { order: named('top left bottom right between bar') },
  'w:pBdr>w:left': edge,
  'w:spacing': { attributes: { 'w:before': t.count, 'w:after': t.count, 'w:line': t.integer, 'w:lineRule': t.lineRule } },
  'w:rPr>w:spacing': value(t.integer),
  'w:ind': { attributes: { 'w:left': t.integer, 'w:right': t.integer, 'w:hanging': t.count, 'w:firstLine': t.count } },
  'w:jc': value(t.alignment),
  'w:outlineLvl': value((n) => /^[0-9]$/.test(n)),
  'w:tabs': { order: ['w:tab+'] },
  'w:tabs>w:tab': { attributes: { 'w:val!': t.tabType, 'w:pos!': t.integer } },
  'w:numPr': { order: ['w:ilvl', 'w:numId'] },

  'w:rStyle': value(t.name),
  'w:rFonts': { attributes: { 'w:ascii': t.name, 'w:hAnsi': t.name, 'w:eastAsia': t.name, 'w:cs': t.name } },
  ...Object.fromEntries(named('b bCs i iCs strike vanish rtl cs').map((one) => [one, toggle])),
  'w:color': value(t.color),
  'w:sz': value(t.count),
  'w:szCs': value(t.count),
  'w:u': { attributes: { 'w:val': t.underline, 'w:color': t.color } },
  'w:vertAlign': value(t.verticalRun),
  'w:lang': { attributes: { 'w:val': t.language, 'w:eastAsia': t.language, 'w:bidi': t.language } },

  'w:sectPr': {
    order: ['w:headerReference|w:footerReference*', ...named('footnotePr type pgSz pgMar lnNumType pgNumType cols titlePg bidi docGrid')],
  },
  'w:headerReference': { attributes: { 'w:type!': t.headerType, 'r:id!': t.name } },
  'w:footerReference': { attributes: { 'w:type!': t.headerType, 'r:id!': t.name } },
  'w:pgSz': { attributes: { 'w:w': t.count, 'w:h': t.count, 'w:orient': t.orientation } },
  'w:pgMar': {
    attributes: {
      'w:top!': t.integer,
      'w:right!': t.count,
      'w:bottom!': t.integer,
      'w:left!': t.count,
      'w:header!': t.count,
      'w:footer!': t.count,
      'w:gutter!': t.count,
    },
  },
  'w:lnNumType': { attributes: { 'w:countBy': t.integer, 'w:start': t.integer, 'w:distance': t.count, 'w:restart': t.restart } },

  'w:tbl': { order: ['w:tblPr!', 'w:tblGrid!', 'w:tr*'] },
  'w:tblPr': { order: named('tblStyle tblpPr bidiVisual tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook') },
  'w:style>w:tblPr': { order: named('tblStyleRowBandSize tblStyleColBandSize tblW jc tblInd tblBorders shd tblLayout tblCellMar') },
  'w:tblStyle': value(t.name),
  'w:bidiVisual': toggle,
  'w:tblW': width,
  'w:tblInd': width,
  'w:tblLayout': { attributes: { 'w:type': t.layout } },
  'w:tblBorders': { order: named('top left bottom right insideH insideV') },
  ...Object.fromEntries(named('top left bottom right insideH insideV').map((one) => [`w:tblBorders>${one}`, edge])),
  'w:tblCellMar': { order: named('top left bottom right') },
  ...Object.fromEntries(named('top left bottom right').map((one) => [`w:tblCellMar>${one}`, width])),
  'w:tblLook': {
    attributes: {
      'w:val': t.hex(4),
      ...Object.fromEntries(named('firstRow lastRow firstColumn lastColumn noHBand noVBand').map((one) => [one, t.onOff])),
    },
  },
  'w:tblGrid': { order: ['w:gridCol*'] },
  'w:gridCol': { attributes: { 'w:w': t.count } },
  'w:tr': { order: ['w:trPr', 'w:tc*'], attributes: rsids },
  'w:trPr': { any: named('cantSplit tblHeader') },
  'w:cantSplit': toggle,
  'w:tblHeader': toggle,
  'w:tc': { order: ['w:tcPr', `${BLOCK.join('|')}+`] },
  'w:tcPr': { order: named('tcW gridSpan vMerge tcBorders shd noWrap vAlign') },
  'w:tcW': width,
  'w:gridSpan': value(t.count),
  'w:vMerge': { attributes: { 'w:val': t.merge } },

  'w:comments': { order: ['w:comment*'] },
  'w:comment': {
    any: BLOCK,
    attributes: { 'w:id!': t.integer, 'w:author!': t.name, 'w:initials': t.text, 'w:date': t.dateTime },
  },
  'w:footnotes': { order: ['w:footnote*'] },
  'w:footnote': { any: BLOCK, attributes: { 'w:id!': t.integer, 'w:type': t.noteType } },
  'w:settings>w:footnotePr': { order: ['w:pos', 'w:numFmt', 'w:footnote*'] },
  'w:footnotePr>w:footnote': { attributes: { 'w:id!': t.integer } },
  'w:hdr': { any: BLOCK },
  'w:ftr': { any: BLOCK },

  'w:styles': { order: ['w:docDefaults', 'w:latentStyles', 'w:style*'] },
  'w:docDefaults': { order: ['w:rPrDefault', 'w:pPrDefault'] },
  'w:rPrDefault': { order: ['w:rPr'] },
  'w:pPrDefault': { order: ['w:pPr'] },
  'w:style': {
    order: named('name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked rsid pPr rPr tblPr trPr tcPr'),
    attributes: { 'w:type': t.styleType, 'w:styleId': t.name, 'w:default': t.onOff, 'w:customStyle': t.onOff },
  },
  'w:name': value(t.name),
  'w:basedOn': value(t.name),
  'w:next': value(t.name),
  'w:uiPriority': value(t.integer),
  'w:semiHidden': toggle,
  'w:unhideWhenUsed': toggle,
  'w:qFormat': toggle,

  'w:settings': {
    order: named('zoom trackRevisions defaultTabStop footnotePr endnotePr compat rsids themeFontLang decimalSymbol listSeparator'),
  },
  'w:trackRevisions': toggle,
  'w:defaultTabStop': value(t.count),
  'w:compat': { order: ['w:compatSetting*'] },
  'w:compatSetting': { attributes: { 'w:name!': t.name, 'w:uri!': t.name, 'w:val!': t.text } },

  'w:drawing': { order: ['wp:inline+'] },
  'wp:inline': {
    order: ['wp:extent!', 'wp:effectExtent', 'wp:docPr!', 'wp:cNvGraphicFramePr', 'a:graphic!'],
    attributes: { distT: t.count, distB: t.count, distL: t.count, distR: t.count },
  },
  'wp:extent': { attributes: { 'cx!': t.count, 'cy!': t.count } },
  'wp:docPr': { attributes: { 'id!': t.count, 'name!': t.name, descr: t.text } },
  'wp:cNvGraphicFramePr': { order: ['a:graphicFrameLocks'] },
  'a:graphic': { order: ['a:graphicData!'] },
  'a:graphicData': { order: ['pic:pic'], attributes: { 'uri!': t.name } },
  'pic:pic': { order: ['pic:nvPicPr!', 'pic:blipFill!', 'pic:spPr!'] },
  'pic:nvPicPr': { order: ['pic:cNvPr!', 'pic:cNvPicPr!'] },
  'pic:cNvPr': { attributes: { 'id!': t.count, 'name!': t.name, descr: t.text } },
  'pic:cNvPicPr': {},
  'pic:blipFill': { order: ['a:blip', 'a:srcRect', 'a:stretch'] },
  'a:blip': { attributes: { 'r:embed': t.name } },
  'a:stretch': { order: ['a:fillRect'] },
  'a:fillRect': {},
  'pic:spPr': { order: ['a:xfrm', 'a:prstGeom'] },
  'a:xfrm': { order: ['a:off', 'a:ext'] },
  'a:off': { attributes: { 'x!': t.integer, 'y!': t.integer } },
  'a:ext': { attributes: { 'cx!': t.count, 'cy!': t.count } },
  'a:prstGeom': { order: ['a:avLst'], attributes: { 'prst!': t.name } },
  'a:avLst': {},
}
