// Names of WordprocessingML, transitional (ECMA-376 part 4), as the parts of a file declare and relate them.
export const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const PACKAGE_RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
export const CONTENT_TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
export const NAMESPACES = `xmlns:w="${W}" xmlns:r="${RELATIONS}"`
