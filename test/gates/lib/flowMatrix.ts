/** The part of a flow table that a reader needs; every feature's `x.flow.ts` has this shape. */
export type FlowRows = Record<string, { readonly from: readonly string[]; readonly to: string }>

/**
 * The whole of a flow as a business person reads it, one line per state that can be left:
 *   draft     | submit→in_review  cancel→cancelled
 */
export function flowMatrix(flow: FlowRows, states: readonly string[]): string {
  const leaving = states
    .map(state => ({ state, moves: Object.entries(flow).filter(([, row]) => row.from.includes(state)) }))
    .filter(({ moves }) => moves.length)
  const width = Math.max(...leaving.map(({ state }) => state.length))
  return leaving
    .map(({ state, moves }) => `${state.padEnd(width)} | ${moves.map(([move, row]) => `${move}→${row.to}`).join('  ')}`)
    .join('\n')
}

/** States nobody can reach from where records begin (the first one, if nothing is said), and states that a move names but the list does not. */
export function flowFaults(
  flow: FlowRows,
  states: readonly string[],
  begin: readonly string[] = states.slice(0, 1),
): string[] {
  const rows = Object.values(flow)
  const named = new Set(rows.flatMap(row => [...row.from, row.to]))
  const reached = new Set(begin)
  // a set grows while it is walked, and ends when nothing new is found
  for (const state of reached) for (const row of rows) if (row.from.includes(state)) reached.add(row.to)
  return [
    ...[...named].filter(state => !states.includes(state)).map(state => `${state} is not a state`),
    ...states.filter(state => !reached.has(state)).map(state => `${state} cannot be reached`),
    ...Object.entries(flow)
      .filter(([, row]) => row.from.length === 0)
      .map(([move]) => `${move} starts nowhere`),
  ]
}
