// The rows of many files: four columns on a desk, stacked in a hand.
import { css } from 'lit'

export const manyStyles = css`
  chapeau-file-drop {
    margin-bottom: 12px;
  }
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  li {
    border-top: 1px solid var(--line);
    padding: 10px 0;
  }
  .heads,
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1.2fr) minmax(0, 1.1fr) minmax(0, 1fr) minmax(0, 1.7fr);
    gap: 6px 14px;
    align-items: start;
  }
  .heads {
    color: var(--ink-3);
    font-size: 12.5px;
    padding-bottom: 6px;
  }
  .name {
    font: 600 15px/1.4 var(--serif);
    padding-top: 6px;
    overflow-wrap: anywhere;
  }
  .pick select {
    width: 100%;
    font-size: 13.5px;
  }
  .pick .chip {
    margin-top: 8px;
  }
  .pick small {
    display: block;
    margin-top: 3px;
    font-size: 12.5px;
    color: var(--ink-2);
  }
  .state {
    display: grid;
    gap: 6px;
    padding-top: 7px;
    font-size: 13.5px;
    overflow-wrap: anywhere;
  }
  .state .failed {
    color: var(--alarm);
    font-weight: 560;
  }
  .state .do {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .state button {
    min-height: 32px;
    padding: 5px 10px;
    font-size: 13px;
  }
  chapeau-one-file {
    margin: 10px 0 6px;
    padding: 12px 14px;
    border: 1px solid var(--line);
    border-radius: 8px;
  }
  [role='status'] a {
    color: inherit;
  }
  @media (max-width: 700px) {
    .heads {
      display: none;
    }
    .row {
      grid-template-columns: minmax(0, 1fr);
    }
    .state,
    .name {
      padding-top: 0;
    }
  }
`
