import type { LineProduct } from './LineAdd.tsx'
import { type GridColumn, readCell } from './lineGrid.ts'

type Options<L> = {
  columns: readonly GridColumn<L>[]
  find: (q: string) => Promise<readonly LineProduct[]>
  newLine: (product: LineProduct) => L
}

/** Rows pasted below the last line: the product cell is looked up, the other cells fill the new line. Never guesses: what has no exact name or code is handed back, to be asked about. */
export function usePasteLines<L>({ columns, find, newLine }: Options<L>) {
  return async (rows: readonly (readonly string[])[], from: number): Promise<{ made: L[]; unknown: string[][] }> => {
    const made: L[] = []
    const unknown: string[][] = []
    const productAt = columns.findIndex(column => column.kind === 'product') - from
    for (const cells of rows.slice(0, 1000)) {
      const text = cells[productAt] ?? ''
      if (!text) continue
      const product = exactly(await find(text), text)
      if (product) made.push(filled(newLine(product), cells, columns, from))
      else unknown.push([...cells])
    }
    return { made, unknown }
  }
}

function exactly(found: readonly LineProduct[], text: string): LineProduct | undefined {
  const wanted = text.toLowerCase()
  const named = found.filter(one => one.code.toLowerCase() === wanted || one.name.toLowerCase() === wanted)
  return named.length === 1 ? named[0] : undefined
}

function filled<L>(line: L, cells: readonly string[], columns: readonly GridColumn<L>[], from: number): L {
  return cells.reduce((now, text, i) => {
    const column = columns[from + i]
    if (!column?.set || column.kind === 'product' || text === '') return now
    const value = readCell(column, text)
    return value === undefined ? now : column.set(now, value)
  }, line)
}
