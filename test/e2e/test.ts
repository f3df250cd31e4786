// The test of a browser test: pages that it opened close with it. Playwright leaves contexts that a test made itself open
// until the browser ends, and their pages would go on, asking servers that are gone to let them in again.
import { test as base } from '@playwright/test'

export const test = base.extend<{ closing: void }>({
  closing: [
    async ({ browser }, use) => {
      const before = new Set(browser.contexts())
      await use()
      for (const context of browser.contexts()) if (!before.has(context)) await context.close()
    },
    { auto: true },
  ],
})
