// The right pane's manner, shared by its cards.
import { css } from 'lit'

export const panelStyles = css`
  :host {
    display: block;
    font: 14px/1.45 var(--sans);
  }
  .card {
    padding: 18px 20px 20px;
  }
  .top {
    display: flex;
    justify-content: space-between;
    align-items: flex-start;
  }
  .places {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    margin-bottom: 10px;
  }
  .places [aria-current] {
    background: var(--well);
  }
  .close {
    margin: -10px -10px 0 0;
    min-width: 36px;
  }
  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 5px 6px;
    margin-bottom: 4px;
  }
  h3 {
    font: 600 15px/1.35 var(--sans);
    margin: 0 0 0 2px;
  }
  .meta {
    color: var(--ink-2);
    font-size: 13px;
    margin: 0 0 12px;
  }
  blockquote {
    margin: 10px 0 14px;
    padding: 10px 12px;
    background: var(--well);
    border-radius: 6px;
    font: 15.5px/1.5 var(--serif);
    max-height: 220px;
    overflow: auto;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  blockquote .t {
    font-weight: 650;
    color: var(--d);
    white-space: nowrap;
  }
  blockquote .add {
    text-decoration: underline 1.5px var(--d);
    text-underline-offset: 4px;
  }
  blockquote .cut {
    text-decoration: line-through 1.5px var(--d);
  }
  blockquote small {
    font: 650 10px/1 var(--sans);
    letter-spacing: 0.04em;
    margin: 0 1px 0 4px;
  }
  .none {
    color: var(--ink-3);
  }
  .rationale {
    margin: 0 0 14px;
    font-size: 13.5px;
    color: var(--ink-2);
  }
  .rationale b {
    color: var(--ink);
    font-weight: 560;
  }
  .stands {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 7px 12px;
    align-items: baseline;
    margin: 0 0 18px;
    font-size: 13px;
  }
  .stands dt {
    color: var(--ink-2);
  }
  .stands dd {
    margin: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 5px;
  }
  .stands dd > span {
    font: 600 11px/20px var(--sans);
    padding: 0 7px;
    border-radius: 10px;
    border: 1px solid var(--line-2);
  }
  .stands .supports > span {
    background: var(--ok-bg);
    border-color: transparent;
    color: var(--ok);
  }
  .stands .opposes > span {
    border-style: dashed;
    border-color: var(--ink-2);
  }
  .stands dd > .earlier {
    background: none;
    border: 1px dotted var(--line-2);
    color: var(--ink-2);
  }
  .stands small {
    font-weight: 450;
  }
  .do {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 8px;
    margin-bottom: 8px;
  }
  .do.wide {
    grid-template-columns: 1fr;
  }
  .do button {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 8px;
    text-align: start;
    min-height: 40px;
  }
  .do .over {
    grid-column: 1 / -1;
    border-color: var(--alarm);
    color: var(--alarm);
    background: var(--alarm-bg);
  }
  .do + .why,
  .do + h2 {
    margin-top: 14px;
  }
  .why {
    font-size: 12.5px;
    color: var(--ink-2);
    margin: 0 0 8px;
  }
  .notice {
    margin: 0 0 12px;
    padding: 9px 12px;
    border-inline-start: 3px solid var(--adref-dot);
    background: var(--adref-bg);
    border-radius: 0 6px 6px 0;
    font-size: 13px;
  }
  .notice.alarm {
    border-color: var(--alarm);
    background: var(--alarm-bg);
  }
  .notice q {
    display: block;
    margin-top: 5px;
    font: 15px/1.45 var(--serif);
  }
  .alternatives {
    list-style: none;
    margin: 0 0 14px;
    padding: 0;
  }
  .alternatives button {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: 8px;
    align-items: baseline;
    width: 100%;
    text-align: start;
    font-weight: 400;
    padding: 6px 8px;
  }
  .alternatives [aria-current] button {
    background: var(--well);
    color: var(--ink);
  }
  .alternatives .k {
    font: 600 12px/1.4 var(--sans);
    color: var(--ink-3);
  }
  .alternatives .w {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font: 14.5px/1.4 var(--serif);
  }
  .alternatives .code {
    font: 650 10.5px/1 var(--sans);
    letter-spacing: 0.04em;
    color: var(--d);
  }
  .ask {
    margin: 4px 0 16px;
  }
  .ask label,
  .ask textarea,
  .ask select,
  .ask input {
    display: block;
    width: 100%;
  }
  .ask label {
    font-size: 13px;
    color: var(--ink-2);
  }
  .ask :is(textarea, select, input) {
    margin-top: 5px;
    color: var(--ink);
  }
  .ask label.check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 40px;
  }
  .ask label.check input {
    width: auto;
    min-height: 0;
    margin: 0;
  }
  .foot {
    display: flex;
    justify-content: flex-end;
    gap: 8px;
    margin-top: 8px;
  }
  .feed {
    list-style: none;
    padding: 0;
    margin: 0;
    font-size: 13px;
  }
  .feed li {
    padding: 8px 0;
    border-top: 1px solid var(--line);
    display: grid;
    grid-template-columns: 52px 1fr;
    gap: 8px;
  }
  .feed b {
    font-weight: 600;
  }
  .feed time {
    color: var(--ink-3);
    font-variant-numeric: tabular-nums;
  }
  * + h2 {
    margin-top: 18px;
  }
`
