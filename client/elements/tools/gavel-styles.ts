// How the gavel looks: words for the last row of the hall, the rung in its colour and in words.
import { css } from 'lit'

export const gavelStyles = css`
  :host {
    display: grid;
    height: 100%;
  }
  section {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto auto auto auto;
    gap: 14px;
    min-height: 0;
    padding-block: 6px;
    border-inline-start: 8px solid var(--line-2);
    padding-inline-start: 28px;
  }
  section:focus-visible {
    outline: none;
  }
  section[data-state='agreed'] {
    border-color: var(--rung-agreed, var(--ok));
  }
  section[data-state='adref'] {
    border-color: var(--rung-adref, var(--adref-dot));
  }
  section[data-state='parked'] {
    border-color: var(--rung-parked, var(--line-2));
    border-inline-start-style: dashed;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 18px;
  }
  header h2 {
    font: 650 30px/1.2 var(--sans);
    letter-spacing: 0;
    text-transform: none;
    color: var(--ink);
    margin: 0;
  }
  .rung {
    margin: 0;
    font: 600 22px/1.3 var(--sans);
    color: var(--ink-2);
  }
  [data-state='agreed'] .rung {
    color: var(--rung-agreed, var(--ok));
  }
  [data-state='adref'] .rung {
    color: var(--rung-adref, var(--adref));
  }
  [data-state='parked'] .rung {
    color: var(--rung-parked, var(--ink-2));
  }
  nav {
    margin-inline-start: auto;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    color: var(--ink-2);
    font-variant-numeric: tabular-nums;
  }
  nav label {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 13px;
  }
  nav input {
    width: 130px;
    padding: 7px 9px;
    border: 1px solid var(--line-2);
    border-radius: var(--round);
    background: var(--paper);
  }
  .words {
    overflow: auto;
    min-height: 0;
  }
  .words p {
    font: clamp(24px, 2.7vw, 46px) / 1.4 var(--serif);
    margin: 0 0 0.6em;
    max-width: 34em;
    overflow-wrap: anywhere;
  }
  .words p.several {
    font-size: clamp(19px, 1.7vw, 30px);
  }
  .words .add {
    text-decoration: underline 2px var(--d);
    text-underline-offset: 0.22em;
  }
  .words .cut {
    text-decoration: line-through 2px var(--d);
  }
  .words b {
    font: 600 0.8em var(--sans);
  }
  .words .t {
    font-weight: 650;
    color: var(--d);
    white-space: nowrap;
  }
  .words small {
    font: 650 0.45em/1 var(--sans);
    margin: 0 1px 0 4px;
  }
  .pending {
    font-size: 17px;
    color: var(--ink-2);
  }
  .pending p {
    margin: 0 0 4px;
  }
  .pending button {
    font: 400 17px/1.3 var(--serif);
  }
  .message {
    margin: 0;
    font-size: 17px;
    color: var(--alarm);
    min-height: 1.4em;
  }
  .gavel {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    align-items: center;
  }
  .knock {
    font-size: 20px;
    min-height: 56px;
    padding: 12px 26px;
  }
  .gavel .over {
    border-color: var(--alarm);
    color: var(--alarm);
    background: var(--alarm-bg);
  }
`
