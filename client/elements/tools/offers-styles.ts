// How offers and the package look.
import { css } from 'lit'

export const offerStyles = css`
  h2 {
    margin: 18px 0 8px;
  }
  .offer {
    border-top: 1px solid var(--line);
    padding: 14px 0;
  }
  .offer h3 small {
    font-weight: 450;
    color: var(--ink-2);
  }
  .note {
    color: var(--ink-2);
  }
  ul,
  .lines {
    margin: 6px 0;
    padding-inline-start: 22px;
  }
  .lines li {
    padding: 3px 0;
  }
  .preview {
    list-style: none;
    margin: 8px 0;
    padding: 0;
  }
  .preview li {
    display: grid;
    grid-template-columns: 70px 1fr 1fr;
    gap: 14px;
    padding: 8px 0;
    border-top: 1px solid var(--line);
    font: 15px/1.5 var(--serif);
    overflow-wrap: anywhere;
  }
  .before {
    color: var(--ink-3);
  }
  .goes {
    color: var(--ink-3);
    font-style: italic;
  }
  summary {
    cursor: pointer;
    color: var(--ink-2);
    font-size: 13px;
    padding: 4px 0;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 6px 14px;
    margin: 10px 0;
  }
  dt {
    color: var(--ink-2);
  }
  dd {
    margin: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
  }
  form {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    align-items: end;
    margin: 10px 0;
  }
  label {
    display: grid;
    gap: 4px;
    font-size: 13px;
  }
  label.wide {
    flex: 1 1 100%;
  }
  label.check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 40px;
  }
  @media (max-width: 760px) {
    .preview li {
      grid-template-columns: 1fr;
    }
  }
`
