// Values of attributes in WordprocessingML (ECMA-376 part 1, 17.18, and part 4 for the transitional forms), those that exports use.

export type Type = (value: string) => boolean

const oneOf =
  (...values: readonly string[]): Type =>
  (value) =>
    values.includes(value)
const matching =
  (pattern: RegExp): Type =>
  (value) =>
    pattern.test(value)

export const text: Type = () => true
export const name = matching(/^\S(.*\S)?$/s)
export const onOff = oneOf('1', '0', 'true', 'false', 'on', 'off')
export const integer = matching(/^-?\d{1,10}$/)
export const count = matching(/^\d{1,10}$/)
export const color = matching(/^(auto|[0-9A-Fa-f]{6})$/)
export const dateTime = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/)
export const language = matching(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
export const hex = (digits: number): Type => matching(new RegExp(`^[0-9A-Fa-f]{${digits}}$`))
export const border = oneOf('nil', 'none', 'single', 'thick', 'double', 'dotted', 'dashed')
export const alignment = oneOf('left', 'start', 'center', 'right', 'end', 'both', 'distribute')
export const lineRule = oneOf('auto', 'exact', 'atLeast')
export const restart = oneOf('newPage', 'newSection', 'continuous')
export const underline = oneOf('single', 'words', 'double', 'thick', 'dotted', 'dash', 'wave', 'none')
export const headerType = oneOf('default', 'first', 'even')
export const styleType = oneOf('paragraph', 'character', 'table', 'numbering')
export const verticalRun = oneOf('baseline', 'superscript', 'subscript')
export const noteType = oneOf('normal', 'separator', 'continuationSeparator', 'continuationNotice')
export const widthType = oneOf('nil', 'pct', 'dxa', 'auto')
export const tabType = oneOf('clear', 'left', 'start', 'center', 'right', 'end', 'decimal', 'bar', 'num')
export const orientation = oneOf('portrait', 'landscape')
export const space = oneOf('preserve', 'default')
export const notePlace = oneOf('pageBottom', 'beneathText', 'sectEnd', 'docEnd')
export const merge = oneOf('restart', 'continue')
export const layout = oneOf('fixed', 'autofit')
