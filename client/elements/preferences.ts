// What a person has chosen for this browser. Kept here only; nothing of it reaches the server.

const WHOLE = 'chapeau/whole'

/** Whether long texts are laid out whole, as a screen reader needs to read them in one go. */
export function laysOutAll(): boolean {
  try {
    return localStorage.getItem(WHOLE) === 'yes'
  } catch {
    // Storage may be switched off; then the choice lasts as long as the page.
    return false
  }
}

/** Keeps the choice and answers it. */
export function layOutAll(whole: boolean): boolean {
  try {
    localStorage.setItem(WHOLE, whole ? 'yes' : 'no')
  } catch {
    return whole
  }
  return whole
}
