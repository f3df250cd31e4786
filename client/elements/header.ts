// The page's head: the skip link and the top bar with what it needs of the store.
import { html, type TemplateResult } from 'lit'
import type { View } from '@chapeau/shared/text/views'
import { toolsFor } from '../page/tools.ts'
import type { Store } from '../store.ts'
import { menuLinks, type DeskView } from './desk.ts'
import './top-bar.ts'

export function pageHeader(store: Store, drawn: DeskView, view: View, skip: (event: Event) => void): TemplateResult {
  const { opened, parties, actor } = store
  return html`<header>
    <a class="skip" href="#text" @click=${skip}>To the text</a>
    <chapeau-top-bar
      .meeting=${opened?.meeting.name ?? ''}
      .text=${drawn.title}
      .revision=${drawn.revision}
      .view=${view}
      .parties=${parties}
      .delegations=${opened?.meeting.delegations ?? []}
      .hueOf=${drawn.hueOf}
      .links=${menuLinks(store)}
      .tools=${toolsFor(actor, store.sheet?.meta ?? null)}
    ></chapeau-top-bar>
  </header>`
}
