// Everything global: fonts served by us, tokens, the paper and the page's frame.
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/source-serif-4/wght.css'
import '@fontsource-variable/source-serif-4/wght-italic.css'
import './tokens.css'
import './page.css'
import './text.css'
import './editor.css'
import { hues } from './base.ts'

/** Hues also outside shadow roots: the paper lies in the page itself, where selection and find work best. */
export function adoptHues(): void {
  if (hues.styleSheet !== undefined) document.adoptedStyleSheets = [...document.adoptedStyleSheets, hues.styleSheet]
}
