// One sheet, cell by cell, as its marks come: nothing of it is kept but the rows. Cells are told by their address, or
// by their place where they have none.
import { type CellMark, importCaps, type TableRow } from '../exchange.schema.ts'
import { guard } from '../write/guard.ts'
import { type Epoch, type Format, numberText } from './cellFormat.ts'
import { isBlank } from './sniff.ts'
import type { Attributes, Marks } from './xml.ts'
import { refused } from './zip.ts'

export type Book = {
  readonly shared: readonly string[]
  /** By style. */
  readonly formats: readonly Format[]
  readonly epoch: Epoch
}
type Cell = { index: number; type: string; style: number; value: string; text: string; isFormula: boolean }
type Area = { readonly from: Place; readonly to: Place }
type Place = { readonly row: number; readonly column: number }

const mostMerged = 50_000
/** Cells that merges may reach over, all together. */
const mostFilled = 5_000_000

export class Sheet implements Marks {
  readonly rows: TableRow[] = []
  blank = 0
  readonly #book: Book
  readonly #merged: Area[] = []
  #line = 0
  #next = 0
  #cells: string[] = []
  #marks: Record<number, CellMark> = {}
  #cell: Cell | undefined
  #into: 'value' | 'text' | undefined
  /** How one reads a word is no part of it. */
  #sounds = 0

  constructor(book: Book) {
    this.#book = book
  }

  open = (name: string, attributes: Attributes): void => {
    if (name === 'row') this.#openRow(attributes)
    else if (name === 'c') this.#openCell(attributes)
    else if (name === 'mergeCell') this.#merge(attributes.ref ?? '')
    else if (name === 'rPh') this.#sounds++
    else if (this.#cell && name === 'f') this.#cell.isFormula = true
    else if (name === 'v') this.#into = 'value'
    else if (name === 't' && this.#sounds === 0) this.#into = 'text'
  }

  text = (text: string): void => {
    if (!this.#cell || !this.#into) return
    if (this.#cell[this.#into].length > importCaps.cell * 4) return
    this.#cell[this.#into] += text
  }

  close = (name: string): void => {
    if (name === 'v' || name === 't') this.#into = undefined
    else if (name === 'rPh') this.#sounds--
    else if (name === 'c') this.#closeCell()
    else if (name === 'row') this.#closeRow()
  }

  #openRow({ r }: Attributes): void {
    const line = r === undefined ? this.#line + 1 : Number(r)
    // rows stand in their order: anything else is no sheet that a program wrote
    if (!Number.isInteger(line) || line <= this.#line || line > 1_048_576) throw refused('exchange.bookBroken')
    this.#line = line
    this.#next = 0
    this.#cells = []
    this.#marks = {}
  }

  #openCell({ r, t = 'n', s = '0' }: Attributes): void {
    const index = r === undefined ? this.#next : placeOf(r)?.column
    if (index === undefined) throw refused('exchange.bookBroken')
    this.#next = index + 1
    this.#cell = { index, type: t, style: Number(s), value: '', text: '', isFormula: false }
  }

  #closeCell(): void {
    const cell = this.#cell
    this.#cell = undefined
    if (!cell) return
    const { text, mark } = readCell(cell, this.#book)
    if (text === '' && mark === undefined) return
    if (cell.index >= importCaps.columns)
      throw refused('exchange.tooManyColumns', { count: cell.index + 1, max: importCaps.columns })
    while (this.#cells.length < cell.index) this.#cells.push('')
    this.#cells[cell.index] = text
    if (mark !== undefined) this.#marks[cell.index] = mark
  }

  #closeRow(): void {
    if (isBlank(this.#cells)) {
      this.blank++
      return
    }
    const marks = Object.keys(this.#marks).length > 0 ? { marks: this.#marks } : {}
    this.rows.push({ line: this.#line, cells: this.#cells, ...marks })
    if (this.rows.length > importCaps.rows + 1) throw refused('exchange.tooManyRows', { max: importCaps.rows })
  }

  #merge(ref: string): void {
    const [from, to] = ref.split(':').map(placeOf)
    if (from && to && to.row > from.row && this.#merged.length < mostMerged) this.#merged.push({ from, to })
  }

  /** Cells merged over several rows hold their value in the first: it is meant for all of them. A title is none. */
  filled(): readonly TableRow[] {
    if (this.#merged.length === 0) return this.rows
    const at = new Map(this.rows.map(row => [row.line, row]))
    const copies = new Map<number, string[]>()
    let steps = 0
    for (const { from, to } of this.#merged) {
      const value = at.get(from.row)?.cells[from.column] ?? ''
      if (value === '' || from.column >= importCaps.columns) continue
      // rows that are not there stay away: a merge down to the last line of the sheet is no million rows
      for (let line = from.row + 1; line <= Math.min(to.row, this.#line); line++) {
        if (++steps > mostFilled) throw refused('exchange.bookBomb')
        const row = at.get(line)
        if (!row) continue
        const cells = copies.get(line) ?? [...row.cells]
        while (cells.length < from.column) cells.push('')
        if (!cells[from.column]) cells[from.column] = value
        copies.set(line, cells)
      }
    }
    return this.rows.map(row => ({ ...row, cells: copies.get(row.line) ?? row.cells }))
  }
}

const errors = /^#[A-Z/0?!_]+[!?]?$/

function readCell(cell: Cell, { shared, formats, epoch }: Book): { text: string; mark?: CellMark } {
  const { type, value, text, style, isFormula } = cell
  if (type === 'inlineStr') return { text: written(text || value) }
  if (type === 's') return { text: value.trim() === '' ? '' : written(sharedAt(shared, value)) }
  if (type === 'str' && errors.test(value)) return { text: value, mark: 'error' }
  // a program that does not reckon leaves its formulas without a result
  if (value === '' && isFormula && type !== 'str') return { text: '=', mark: 'noResult' }
  if (type === 'str') return { text: written(value) }
  if (type === 'e') return { text: value, mark: 'error' }
  if (type === 'b') return { text: value === '1' ? 'TRUE' : value === '' ? '' : 'FALSE' }
  if (type === 'd') return { text: value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '').replace('T', ' ') }
  if (value.trim() === '') return { text: '' }
  const number = numberText(value.trim(), formats[style] ?? 'plain', epoch)
  if (number === undefined) throw refused('exchange.bookBroken')
  if (/^-?[1-9]\d{0,2}\.\d{3}%?$/.test(number)) return { text: number, mark: 'point' }
  return /^-?\d{16,}$/.test(number) ? { text: number, mark: 'long' } : { text: number }
}

function sharedAt(shared: readonly string[], at: string): string {
  const found = shared[Number(at)]
  if (found === undefined) throw refused('exchange.bookBroken')
  return found
}

/** What stands in a cell is what it says: an apostrophe before it is text, and is not taken away. */
const written = (text: string): string =>
  guard(
    text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => {
      const character = String.fromCharCode(Number.parseInt(code, 16))
      return character === '\r' ? '' : character
    }),
  )

function placeOf(ref: string): Place | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref) ?? []
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(digits), column: column - 1 }
}
