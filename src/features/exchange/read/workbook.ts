// A workbook (.xlsx): which sheets it has, and one of them as a table. Parts are found by their relations, as any
// program may name them.
import { Refusal } from '#kernel/refusal.ts'
import type { Outcome, Table } from '../exchange.schema.ts'
import { type Epoch, type Format, formatOf } from './cellFormat.ts'
import { type Book, Sheet } from './sheet.ts'
import { headerIndex } from './sniff.ts'
import { tableFrom } from './table.ts'
import { type Attributes, readXml } from './xml.ts'
import { openZip, type Parts, refused, type ZipCaps } from './zip.ts'

export type Workbook = { readonly table: Table; readonly sheets: readonly string[]; readonly sheet: string }

/** `wish` is the sheet by its name; without one the first that is shown and holds something. */
export async function readWorkbook(bytes: Uint8Array, wish?: string, caps?: ZipCaps): Promise<Outcome<Workbook>> {
  try {
    const parts = await openZip(bytes, caps)
    const main = await mainPart(parts)
    const { sheets, epoch } = await sheetsOf(parts, main)
    const names = sheets.map(one => one.name)
    const chosen = wish === undefined ? sheets.filter(one => one.shown) : sheets.filter(one => one.name === wish)
    if (chosen.length === 0) throw refused('exchange.sheetUnknown', { sheet: wish ?? '' })
    const book = await bookOf(parts, main, epoch)
    for (const [at, { name, part }] of chosen.slice(0, mostTried).entries()) {
      const sheet = new Sheet(book)
      await readXml(parts.read(part), sheet)
      if (sheet.rows.length === 0 && at < Math.min(chosen.length, mostTried) - 1) continue
      const read = tableOf(sheet, epoch)
      return read.ok ? { ok: true, table: read.table, sheets: names, sheet: name } : read
    }
    throw refused('exchange.fileEmpty')
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reasons: error.reasons }
    throw error
  }
}

const mostTried = 20
const mostSheets = 500

function tableOf(sheet: Sheet, epoch: Epoch) {
  const rows = sheet.filled()
  const at = headerIndex(rows.slice(0, 100).map(row => row.cells))
  return tableFrom(rows, { at, blank: sheet.blank, ...(epoch === 1904 && { epoch1904: true }) })
}

type Relation = { readonly id: string; readonly kind: string; readonly part: string }

/** What a part points at, by the folder it lies in. */
async function relationsOf(parts: Parts, part: string): Promise<Relation[]> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`
  const found: Relation[] = []
  if (!parts.has(name)) return found
  await readXml(parts.read(name), {
    open: (tag, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (tag !== 'Relationship' || TargetMode === 'External') return
      const path = Target.startsWith('/') ? Target.slice(1) : `${folder}${Target}`
      found.push({ id: Id, kind: Type.slice(Type.lastIndexOf('/') + 1), part: tidyPath(path) })
    },
  })
  return found
}

function tidyPath(path: string): string {
  const steps: string[] = []
  for (const step of path.split('/'))
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  return steps.join('/')
}

async function mainPart(parts: Parts): Promise<string> {
  if (parts.has('mimetype') && parts.has('content.xml')) throw refused('exchange.bookOther')
  const main = (await relationsOf(parts, '')).find(one => one.kind === 'officeDocument')?.part
  if (main?.endsWith('.bin')) throw refused('exchange.bookOther')
  // some other zip, or a document of another program
  if (main === undefined || !parts.has(main) || /^(?:word|ppt|visio)\//i.test(main)) throw refused('exchange.zipNot')
  return main
}

type SheetPart = { readonly name: string; readonly shown: boolean; readonly part: string }

async function sheetsOf(parts: Parts, main: string): Promise<{ sheets: SheetPart[]; epoch: Epoch }> {
  const relations = await relationsOf(parts, main)
  const sheets: SheetPart[] = []
  let epoch: Epoch = 1900
  await readXml(parts.read(main), {
    open: (tag, attributes) => {
      if (tag === 'workbookPr' && isOn(attributes.date1904)) epoch = 1904
      if (tag !== 'sheet') return
      const to = relations.find(one => one.id === relationId(attributes))
      // a chart has no cells
      if (to?.kind !== 'worksheet') return
      const shown = (attributes.state ?? 'visible') === 'visible'
      sheets.push({ name: attributes.name ?? '', shown, part: to.part })
      if (sheets.length > mostSheets) throw refused('exchange.bookBomb')
    },
  })
  return { sheets, epoch }
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true'
const relationId = (attributes: Attributes): string | undefined =>
  Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]

async function bookOf(parts: Parts, main: string, epoch: Epoch): Promise<Book> {
  const relations = await relationsOf(parts, main)
  const [strings, styles] = ['sharedStrings', 'styles'].map(kind => relations.find(one => one.kind === kind)?.part)
  return {
    shared: strings && parts.has(strings) ? await sharedOf(parts, strings) : [],
    formats: styles && parts.has(styles) ? await formatsOf(parts, styles) : [],
    epoch,
  }
}

/** Letters of all shared texts together: what the thread's memory holds many times over. */
const mostLetters = 100_000_000

async function sharedOf(parts: Parts, part: string): Promise<string[]> {
  const shared: string[] = []
  let current = ''
  let letters = 0
  let [within, sounds] = [false, 0]
  await readXml(parts.read(part), {
    open: tag => {
      if (tag === 'si') current = ''
      else if (tag === 'rPh') sounds++
      else if (tag === 't') within = sounds === 0
    },
    text: text => {
      if (!within) return
      letters += text.length
      if (letters > mostLetters) throw refused('exchange.bookBomb')
      current += text
    },
    close: tag => {
      if (tag === 't') within = false
      else if (tag === 'rPh') sounds--
      else if (tag === 'si') shared.push(current)
    },
  })
  return shared
}

async function formatsOf(parts: Parts, part: string): Promise<Format[]> {
  const codes = new Map<number, string>()
  const ids: number[] = []
  let within = false
  await readXml(parts.read(part), {
    open: (tag, { numFmtId = '0', formatCode }) => {
      if (tag === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode)
      if (tag === 'cellXfs') within = true
      if (tag === 'xf' && within) ids.push(Number(numFmtId))
    },
    close: tag => {
      if (tag === 'cellXfs') within = false
    },
  })
  return ids.map(id => formatOf(id, codes.get(id)))
}
