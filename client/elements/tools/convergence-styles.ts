// How the counts and their chart look: large enough for the projector, told apart by weight and dashes as well as by words.
import { css } from 'lit'

export const convergenceStyles = css`
  :host {
    display: grid;
    gap: 14px;
  }
  .sum {
    margin: 0;
    font: 500 24px/1.3 var(--serif);
  }
  .sum b {
    font-size: 44px;
    font-weight: 600;
  }
  .sum small {
    display: block;
    font: 450 13px/1.5 var(--sans);
    color: var(--ink-2);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 18px;
    align-items: center;
    color: var(--ink-2);
  }
  a {
    color: inherit;
  }
  .chart {
    width: 100%;
    height: auto;
    max-height: 46dvh;
  }
  .chart text {
    font: 500 16px/1 var(--sans);
    fill: var(--ink-2);
    dominant-baseline: middle;
  }
  .chart .up {
    text-anchor: end;
  }
  .chart .across {
    text-anchor: middle;
  }
  .chart .end {
    font-size: 19px;
    font-weight: 600;
    fill: var(--ink);
  }
  .chart .grid {
    stroke: var(--line);
  }
  .chart path {
    fill: none;
    stroke: var(--ink);
    stroke-width: 3.5;
    stroke-linejoin: round;
  }
  .chart path.issues {
    stroke-width: 2.5;
    stroke-dasharray: 8 6;
  }
  .tables {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(340px, 100%), 1fr));
    gap: 10px 36px;
    align-items: start;
  }
  table {
    border-collapse: collapse;
    font-size: 14px;
    width: 100%;
  }
  caption {
    text-align: start;
    font: 600 16px/1.4 var(--serif);
    padding: 6px 0;
  }
  th,
  td {
    padding: 5px 8px 5px 0;
    border-bottom: 1px solid var(--line);
    text-align: end;
    font-weight: 450;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  th:first-child {
    text-align: start;
  }
  thead th {
    color: var(--ink-3);
    font-size: 12.5px;
  }
  .share {
    display: inline-block;
    width: calc(120px * var(--share));
    height: 9px;
    margin-inline-end: 8px;
    background: var(--ink-3);
    border-radius: 2px;
  }
  .unseen {
    position: absolute;
    clip-path: inset(50%);
    width: 1px;
    height: 1px;
    overflow: hidden;
    white-space: nowrap;
  }
`
