// The setup pages' manner: one quiet column of cards, forms that wrap, lists with one action a line. Tokens only.
import { css } from 'lit'

export const setupStyles = css`
  .card {
    background: var(--paper);
    border: 1px solid var(--line);
    border-radius: 8px;
    box-shadow: var(--shade);
    padding: 22px 24px 24px;
  }
  .card > h2:first-child,
  .head h2 {
    font: 600 19px/1.3 var(--serif);
    letter-spacing: 0;
    text-transform: none;
    color: var(--ink);
    margin: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    margin-bottom: 4px;
  }
  .lead {
    margin: 2px 0 16px;
    color: var(--ink-2);
    text-wrap: pretty;
  }
  label,
  .label {
    display: block;
    font: 560 13px/1.4 var(--sans);
    color: var(--ink);
  }
  label > :is(input:not([type='checkbox']), select, textarea) {
    display: block;
    width: 100%;
    margin-top: 5px;
    font: 400 14px/1.4 var(--sans);
  }
  .hint {
    margin: 5px 0 0;
    font-size: 12.5px;
    line-height: 1.45;
    color: var(--ink-2);
  }
  .fault {
    margin: 5px 0 0;
    font-size: 12.5px;
    color: var(--alarm);
  }
  [aria-invalid='true'] {
    border-color: var(--alarm);
  }
  .notice {
    margin: 0 0 16px;
    padding: 10px 14px;
    border-inline-start: 3px solid var(--adref-dot);
    background: var(--adref-bg);
    border-radius: 0 6px 6px 0;
    font-size: 13.5px;
  }
  .notice.alarm {
    border-color: var(--alarm);
    background: var(--alarm-bg);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    align-items: center;
    gap: 8px;
    margin-top: 18px;
  }
  .rows {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .rows > li {
    border-top: 1px solid var(--line);
    padding: 9px 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }
  .rows > li:first-child {
    border-top: 0;
  }
  .rows .grow {
    flex: 1 1 180px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .rows .say {
    color: var(--ink-2);
    font-size: 13px;
  }
  .rows button {
    min-height: 32px;
    padding: 5px 10px;
    font-size: 13px;
  }
  .code {
    flex: none;
    min-width: 64px;
    font: 650 12px/1.4 var(--sans);
    letter-spacing: 0.03em;
  }
  .none {
    margin: 0;
    padding: 14px 16px;
    border: 1px dashed var(--line-2);
    border-radius: 6px;
    color: var(--ink-2);
    text-wrap: pretty;
  }
`

/** The frame of a setup page: one column, the name on top. */
export const setupFrame = css`
  :host {
    display: block;
    min-height: 100dvh;
    padding: clamp(16px, 4vh, 48px) clamp(12px, 4vw, 32px) 96px;
  }
  main {
    max-width: 820px;
    margin: 0 auto;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px;
  }
  .name {
    font: 600 19px/1 var(--serif);
    color: var(--ink);
    text-decoration: none;
    justify-self: start;
    padding: 4px 0;
  }
  .name span {
    color: var(--ink-3);
  }
  h1 {
    font: 600 clamp(23px, 4vw, 28px)/1.25 var(--serif);
    margin: 8px 0 0;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
`
