// Nine of ten amounts fit into a whole number and a scale: calculated so they are exact and take a tenth of the
// time (docs/performance.md). Every function answers undefined where the result might not fit, and for text that
// is no decimal: then `money.ts` goes the long way.

type Small = { readonly n: number; readonly scale: number }

const longest = 15 // so many digits are exact in a number
const powers = Array.from({ length: longest + 1 }, (_, i) => 10 ** i)
const pow = (exponent: number): number => powers[exponent] ?? Number.POSITIVE_INFINITY
const isSafe = (n: number): boolean => n <= Number.MAX_SAFE_INTEGER && n >= -Number.MAX_SAFE_INTEGER
const [minus, dot, zero, nine] = [45, 46, 48, 57]

function read(text: string): Small | undefined {
  const end = text.length
  if (end > longest || end === 0) return undefined
  const begin = text.charCodeAt(0) === minus ? 1 : 0
  let [n, point] = [0, -1]
  for (let i = begin; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code >= zero && code <= nine) n = n * 10 + code - zero
    else if (code === dot && point < 0 && i > begin) point = i
    else return undefined
  }
  if (end === begin || point === end - 1) return undefined
  return { n: begin === 1 ? -n : n, scale: point < 0 ? 0 : end - point - 1 }
}

function show(n: number, scale: number): string | undefined {
  if (!isSafe(n)) return undefined
  if (n === 0) return '0'
  let [digits, left] = [n, scale]
  while (left > 0 && digits % 10 === 0) {
    digits /= 10
    left--
  }
  if (left === 0) return String(digits)
  const text = String(Math.abs(digits)).padStart(left + 1, '0')
  return `${n < 0 ? '-' : ''}${text.slice(0, -left)}.${text.slice(-left)}`
}

/** Both at one scale: undefined where that does not fit. */
function aligned(a: string, b: string): readonly [x: number, y: number, scale: number] | undefined {
  const [left, right] = [read(a), read(b)]
  if (!left || !right) return undefined
  const scale = Math.max(left.scale, right.scale)
  const [x, y] = [left.n * pow(scale - left.scale), right.n * pow(scale - right.scale)]
  return isSafe(x) && isSafe(y) ? [x, y, scale] : undefined
}

export function addSmall(a: string, b: string): string | undefined {
  const both = aligned(a, b)
  return both && show(both[0] + both[1], both[2])
}

export function subSmall(a: string, b: string): string | undefined {
  const both = aligned(a, b)
  return both && show(both[0] - both[1], both[2])
}

export function cmpSmall(a: string, b: string): -1 | 0 | 1 | undefined {
  const both = aligned(a, b)
  if (!both) return undefined
  return both[0] < both[1] ? -1 : both[0] > both[1] ? 1 : 0
}

/** `shift` moves the point to the left: 2 makes it per cent. */
export function mulSmall(a: string, b: string, shift = 0): string | undefined {
  const [left, right] = [read(a), read(b)]
  return left && right && show(left.n * right.n, left.scale + right.scale + shift)
}

export function canonicalSmall(text: string): string | undefined {
  const value = read(text)
  return value && show(value.n, value.scale)
}

export function fitsSmall(text: string, precision: number, scale: number): boolean | undefined {
  const value = read(text)
  if (!value) return undefined
  const least = Math.max(value.scale - scale, 0)
  return value.n % pow(least) === 0 && Math.abs(value.n) < pow(value.scale) * pow(precision - scale)
}

/** Half away from zero. */
export function roundSmall(text: string, places: number): string | undefined {
  const value = read(text)
  if (!value) return undefined
  if (value.scale <= places) return show(value.n, value.scale)
  return show(halfAway(value.n, pow(value.scale - places)), places)
}

/** What can be worked out in whole numbers: all of the places asked for, or fewer without a rest. */
export function divSmall(a: string, b: string, places: number): string | undefined {
  const [left, right] = [read(a), read(b)]
  if (!left || !right || right.n === 0) return undefined
  const by = right.n * pow(Math.max(left.scale - right.scale, 0))
  const over = (at: number): number => left.n * pow(at + Math.max(right.scale - left.scale, 0))
  if (!isSafe(by)) return undefined
  if (isSafe(over(places))) return show(halfAway(over(places), by), places)
  const exact = Math.min(places, 6)
  return isSafe(over(exact)) && over(exact) % by === 0 ? show(over(exact) / by, exact) : undefined
}

function halfAway(n: number, by: number): number {
  const rest = n % by
  const whole = (n - rest) / by
  const isUp = 2 * Math.abs(rest) >= Math.abs(by)
  return isUp ? whole + Math.sign(n) * Math.sign(by) : whole
}
