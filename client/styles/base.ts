// What every panel shares inside its shadow root: buttons, headings, keys, chips, hues, focus.
// Tokens only; no panel's own layout.
import { css } from 'lit'

/** `--d` of a party, from its `data-hue`. */
export const hues = css`
  [data-hue] {
    --d: var(--hue-none);
  }
  [data-hue='1'],
  [data-hue='mine'] {
    --d: var(--hue-1);
  }
  [data-hue='2'],
  [data-hue='others'] {
    --d: var(--hue-2);
  }
  [data-hue='3'] {
    --d: var(--hue-3);
  }
  [data-hue='4'] {
    --d: var(--hue-4);
  }
  [data-hue='5'] {
    --d: var(--hue-5);
  }
  [data-hue='6'] {
    --d: var(--hue-6);
  }
  [data-hue='7'] {
    --d: var(--hue-7);
  }
  [data-hue='8'] {
    --d: var(--hue-8);
  }
  [data-hue='chair'] {
    --d: var(--ink);
  }
`

export const base = css`
  ${hues}
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  h2 {
    font: 600 11px/1.3 var(--sans);
    letter-spacing: 0.07em;
    text-transform: uppercase;
    color: var(--ink-3);
    margin: 0 0 12px;
  }
  button,
  select,
  input,
  textarea {
    font: inherit;
    color: inherit;
  }
  button {
    font: 560 13.5px/1.2 var(--sans);
    min-height: 36px;
    padding: 8px 12px;
    border-radius: var(--round);
    border: 1px solid var(--line-2);
    background: var(--paper);
    color: var(--ink);
    cursor: pointer;
    touch-action: manipulation;
  }
  button:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--well);
  }
  button.main {
    background: var(--ink);
    color: var(--on-ink);
    border-color: var(--ink);
  }
  button.main:hover:not(:disabled, [aria-disabled='true']) {
    background: color-mix(in oklab, var(--ink) 86%, var(--paper));
  }
  button:disabled,
  button[aria-disabled='true'] {
    color: var(--ink-3);
    background: var(--well);
    border-color: var(--line);
    cursor: default;
  }
  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--ink-2);
  }
  button[aria-pressed='true']:not(.main) {
    border-color: var(--ink);
    box-shadow: inset 0 0 0 1px var(--ink);
  }
  kbd {
    font: 600 11px/1 var(--sans);
    opacity: 0.65;
  }
  @media (hover: none) {
    button kbd {
      display: none;
    }
  }
  select,
  input,
  textarea {
    border: 1px solid var(--line-2);
    border-radius: var(--round);
    background: var(--paper);
    padding: 7px 10px;
    min-height: 36px;
  }
  ::file-selector-button {
    font: 560 13.5px/1.2 var(--sans);
    min-height: 36px;
    padding: 8px 12px;
    margin-inline-end: 12px;
    border-radius: var(--round);
    border: 1px solid var(--line-2);
    background: var(--paper);
    color: var(--ink);
    cursor: pointer;
  }
  .chip {
    display: inline-block;
    font: 650 11px/20px var(--sans);
    letter-spacing: 0.04em;
    color: var(--paper);
    background: var(--d, var(--hue-none));
    border-radius: 4px;
    padding: 0 7px;
    white-space: nowrap;
  }
  .sr {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`

/** A native dialog in the page's manner; the element adds its content's layout. */
export const dialogs = css`
  dialog {
    border: 1px solid var(--line);
    border-radius: 10px;
    padding: 0;
    width: min(560px, calc(100vw - 32px));
    max-height: calc(100dvh - 48px);
    background: var(--paper);
    color: var(--ink);
    box-shadow: var(--float);
    font: 14px/1.5 var(--sans);
  }
  dialog::backdrop {
    background: var(--veil);
  }
  dialog > * {
    padding: 22px 24px;
  }
  dialog h1 {
    font: 600 20px/1.3 var(--serif);
    margin: 0 0 8px;
    text-wrap: balance;
  }
  dialog .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    margin-top: 20px;
  }
`
