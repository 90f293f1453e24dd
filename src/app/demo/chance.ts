// The same numbers every time: a demo company that is another one on each machine cannot be talked about.

export type Chance = {
  /** A whole number from `least` to `most`. */
  number(least: number, most: number): number
  pick<T>(list: readonly [T, ...T[]]): T
}

/** Mulberry32. */
export function chanceFrom(seed: number): Chance {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const number = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return { number, pick: list => list[number(0, list.length - 1)] ?? list[0] }
}
