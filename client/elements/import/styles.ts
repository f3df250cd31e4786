// The import form's own layout: where files are dropped, and the preview of what will come of them.
import { css } from 'lit'

export const importStyles = css`
  :host {
    display: block;
  }
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  .drop {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
    padding: 14px;
    border: 1px dashed var(--line-2);
    border-radius: 8px;
  }
  .drop.over {
    border-color: var(--focus);
    background: var(--well);
  }
  .file {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  .authors {
    border: 0;
    margin: 0;
    padding: 10px 14px 12px;
    display: grid;
    gap: 6px;
  }
  .authors legend {
    float: inline-start;
    padding: 0;
    font-weight: 600;
  }
  .authors label {
    margin: 0;
    display: grid;
    grid-template-columns: minmax(7em, 1fr) minmax(0, 2fr);
    gap: 12px;
    align-items: center;
  }
  @media (max-width: 640px) {
    .authors label {
      grid-template-columns: minmax(0, 1fr);
      gap: 4px;
    }
  }
  .file label,
  .chosen {
    min-width: 0;
    margin: 0;
    overflow-wrap: anywhere;
  }
  .drop .fault {
    margin: 0;
  }
  .drop .fault:empty {
    position: absolute;
  }
  .file input {
    max-width: 100%;
    min-height: 0;
    padding: 0;
    border: 0;
    background: none;
  }
  textarea {
    min-height: 150px;
    max-height: 50vh;
    resize: vertical;
  }
  .preview {
    border: 1px solid var(--line);
    border-radius: 8px;
    overflow: hidden;
  }
  .asked ul {
    margin: 8px 0 0;
    padding: 0;
    list-style: none;
    max-height: 260px;
    overflow: auto;
    display: grid;
    gap: 6px;
  }
  .asked li {
    display: block;
    padding: 0;
  }
  .asked li .check {
    grid-template-columns: auto minmax(0, 1fr);
  }
  small {
    font: 400 12px/1.4 var(--sans);
    color: var(--ink-2);
  }
  .preview > header {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    justify-content: space-between;
    padding: 10px 14px;
    background: var(--well);
    border-bottom: 1px solid var(--line);
    font-size: 13px;
    color: var(--ink-2);
  }
  .preview b {
    color: var(--ink);
  }
  .sheet {
    max-height: min(70vh, 640px);
    overflow: auto;
    padding: 16px 18px;
    font: 15px/1.55 var(--serif);
  }
  .sheet p {
    display: grid;
    grid-template-columns: 58px minmax(0, 1fr);
    gap: 12px;
    margin: 0 0 10px;
    overflow-wrap: anywhere;
  }
  .sheet p > span:first-child {
    font: 600 11.5px/23px var(--sans);
    color: var(--ink-3);
    text-align: end;
    overflow-wrap: normal;
  }
  .sheet .title > span:last-child,
  .sheet .heading > span:last-child {
    font-weight: 600;
  }
  .sheet .item > span:last-child {
    padding-inline-start: 1.2em;
  }
  .sheet .more {
    display: block;
    color: var(--ink-2);
    font: 13px/1.4 var(--sans);
    margin: 0;
  }
  details {
    border-top: 1px solid var(--line);
    padding: 10px 14px;
    font-size: 13px;
  }
  summary {
    cursor: pointer;
    font-weight: 560;
  }
  details ol {
    margin: 8px 0 0;
    padding: 0;
    list-style: none;
    max-height: 220px;
    overflow: auto;
  }
  details li {
    display: grid;
    grid-template-columns: 98px minmax(0, 1fr);
    gap: 8px;
    padding: 4px 0;
  }
  details li span:first-child {
    color: var(--ink-3);
    font-variant-numeric: tabular-nums;
  }
  .check {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0 10px;
    align-items: start;
  }
  .check input {
    min-height: 0;
    margin: 3px 0 0;
    accent-color: var(--ink);
  }
  .check small {
    grid-column: 2;
    font: 400 13px/1.45 var(--sans);
    color: var(--ink-2);
  }
  .foot,
  .notice {
    margin: 0;
  }
`
