// Whether a dialog covers the page. Dialogs lie in the shadow roots of the elements that own them, where no selector of the
// page finds them; keys pressed in one must not reach the desk behind it.

/** Whether a dialog is open in or below an element, shadow roots included. */
export function dialogIn(root: ParentNode): boolean {
  if (root.querySelector('dialog[open]') !== null) return true
  return [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot !== null && dialogIn(shadowRoot))
}
