// Numbers as lists print them in letters.

/** Small letters; z is followed by aa, bb: word processors repeat the letter. Figures where there is none for it. */
export function letters(n: number): string {
  if (n < 1 || n > 26 * 30) return String(n)
  return String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.floor((n - 1) / 26) + 1)
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

/** Capitals; figures where the Romans had none for it. */
export function roman(n: number): string {
  if (n < 1 || n > 3999) return String(n)
  let rest = n
  return ROMAN.map(([value, sign]) => {
    const times = Math.floor(rest / value)
    rest -= times * value
    return sign.repeat(times)
  }).join('')
}
