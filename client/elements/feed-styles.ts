// How the record's list and the stories of words look.
import { css } from 'lit'

export const feedStyles = css`
  dialog {
    width: min(720px, calc(100vw - 32px));
    overflow: auto;
  }
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 10px 14px;
    align-items: end;
    margin: 10px 0;
  }
  .filters label {
    display: grid;
    gap: 4px;
    font-size: 12.5px;
    color: var(--ink-2);
    flex: 1 1 130px;
  }
  .sum {
    margin: 6px 0;
    color: var(--ink-2);
  }
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  li {
    padding: 10px 0;
    border-top: 1px solid var(--line);
  }
  q {
    display: block;
    font: 15px/1.5 var(--serif);
    margin: 4px 0;
    overflow-wrap: anywhere;
    quotes: '“' '”';
  }
  small {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 10px;
    align-items: center;
    color: var(--ink-3);
    font-size: 12px;
  }
  small button {
    min-height: 24px;
    padding: 0 6px;
    font-size: 12px;
  }
  .place {
    color: var(--ink-2);
  }
  section + section {
    margin-top: 18px;
    padding-top: 14px;
    border-top: 2px solid var(--line-2);
  }
  blockquote {
    margin: 8px 0;
    padding: 10px 14px;
    background: var(--well);
    border-radius: 6px;
    font: 16px/1.5 var(--serif);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  p {
    margin: 6px 0;
  }
`
