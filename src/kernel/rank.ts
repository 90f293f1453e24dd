// Keys for an order made by hand: a card that moves gets a key between its new neighbours, no other changes.
// Compared as bytes (collation "C"); digits, capitals, small letters, never ending in the lowest digit.
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const BASE = DIGITS.length
const LENGTH = 8

/** Above everything made before it: the later, the smaller. `chance` below 62 keeps two of one millisecond apart. */
export function topRank(at: number, chance: number): string {
  let left = BASE ** LENGTH - 1 - (at * BASE + (chance % BASE))
  let key = ''
  for (let i = 0; i < LENGTH; i++) {
    key = `${DIGITS[left % BASE]}${key}`
    left = Math.floor(left / BASE)
  }
  return `${key}V`
}

/** Strictly between the two; an open end is undefined. `chance` (0 to 255) spreads those who aim at the same gap. */
export function rankBetween(above: string | undefined, below: string | undefined, chance: number): string {
  let [low, high] = [above ?? '', below]
  // neighbours of one rank leave no gap: the moved one goes right behind them
  if (high !== undefined && high <= low) high = undefined
  for (let bit = 1; bit < 256; bit *= 2) {
    const middle = midpoint(low, high)
    if ((chance & bit) === 0) high = middle
    else low = middle
  }
  return midpoint(low, high)
}

function midpoint(low: string, high: string | undefined): string {
  if (high !== undefined) {
    let same = 0
    while (same < high.length && (low[same] ?? '0') === high[same]) same++
    if (same > 0) return high.slice(0, same) + midpoint(low.slice(same), high.slice(same))
  }
  const from = low === '' ? 0 : DIGITS.indexOf(low.charAt(0))
  const to = high === undefined ? BASE : DIGITS.indexOf(high.charAt(0))
  if (to - from > 1) return DIGITS.charAt(Math.round((from + to) / 2))
  if (high !== undefined && high.length > 1) return high.charAt(0)
  return DIGITS.charAt(from) + midpoint(low.slice(1), undefined)
}
