// What the page asks of the window: to bring a place of the paper into view, and to fill the screen for the projector.

/** Below this width the right pane is a sheet over the text's lower half (styles/page.css). */
const NARROW = 900

/** Brings what a selector finds on the paper into view. */
export function reveal(page: HTMLElement, selector: string): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  page.querySelector(`.paper ${selector}`)?.scrollIntoView({
    block: innerWidth < NARROW ? 'start' : 'center',
    behavior: calm ? 'auto' : 'smooth',
  })
}

/** Fills the screen, or leaves it; where the browser does not, the page is as large as its window. */
export function fillScreen(fill: boolean): void {
  if (fill) void document.documentElement.requestFullscreen?.().catch(() => undefined)
  else if (document.fullscreenElement !== null) void document.exitFullscreen()
}
