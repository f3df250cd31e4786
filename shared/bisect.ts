// Where something begins in what stands in order, by halves: texts, records and updates may hold many thousands of anything.

/** The first index below `count` of which `isBefore` does not hold, `count` where it holds of all; it holds of none behind one it does not. */
export function bisect(count: number, isBefore: (index: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(middle)) low = middle + 1
    else high = middle
  }
  return low
}
