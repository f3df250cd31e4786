// The manner of what shows files that come back: words struck and underlined as on the paper, states in words, rows that stack.
import { css } from 'lit'

export const returnStyles = css`
  :host {
    display: block;
    font: 14px/1.45 var(--sans);
  }
  h2 {
    font: 600 15px/1.35 var(--sans);
    letter-spacing: 0;
    text-transform: none;
    color: var(--ink);
    margin: 22px 0 4px;
  }
  h2 small {
    font-weight: 450;
    color: var(--ink-2);
  }
  .hint {
    margin: 0 0 8px;
    font-size: 13px;
    color: var(--ink-2);
  }
  .notice {
    margin: 0 0 12px;
    padding: 9px 12px;
    border-inline-start: 3px solid var(--adref-dot);
    background: var(--adref-bg);
    border-radius: 0 6px 6px 0;
    font-size: 13.5px;
  }
  .notice.alarm {
    border-color: var(--alarm);
    background: var(--alarm-bg);
  }
  .notice.ok {
    border-color: var(--ok);
    background: var(--ok-bg);
  }
  .fields > * {
    min-width: 0;
    max-width: 100%;
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: 10px 18px;
    align-items: end;
    margin: 0 0 12px;
  }
  .fields label {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    font-size: 13px;
    color: var(--ink-2);
    max-width: 100%;
  }
  .fields label > select {
    max-width: 100%;
    color: var(--ink);
    font-size: 14px;
  }
  .file {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    margin: 0 0 10px;
  }
  .file b {
    font: 600 17px/1.3 var(--serif);
    overflow-wrap: anywhere;
  }
  .busy {
    display: flex;
    align-items: center;
    gap: 12px;
    color: var(--ink-2);
    margin: 8px 0;
  }
  progress {
    width: 140px;
    height: 6px;
    accent-color: var(--focus);
  }
  .foot {
    position: sticky;
    bottom: 0;
    z-index: 1;
    background: var(--paper);
    padding: 10px 0;
    border-top: 1px solid var(--line);
    display: flex;
    gap: 10px;
    align-items: center;
    flex-wrap: wrap;
  }
  .foot.still {
    position: static;
  }
  .foot [role='status'] {
    font-size: 13px;
    color: var(--ink-2);
  }
  details {
    margin-top: 16px;
  }
  summary {
    cursor: pointer;
    font-weight: 560;
  }
`
