// For tax software that is fed by files: what it needs of each invoice, as JSON or as a table; and its answer read back.
import { type Actor, can } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import { isDate, today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { invalid, namedBy, reason } from '#kernel/refusal.ts'
import { type Lang, render } from '#kernel/text.ts'
import type { InvoiceLine, ReadAnswer, WholeInvoice } from '../invoice.schema.ts'
import { invoiceText } from '../invoice.text.ts'
import { getInvoice } from './invoice.service.ts'
import { selectByNumbers } from './sending.sql.ts'
import { invoicingOf } from './settings.service.ts'

type Wish = { readonly ids: readonly string[]; readonly format: 'json' | 'csv'; readonly lang: Lang }

export async function writeTaxFile(db: Db, actor: Actor, { ids, format, lang }: Wish): Promise<FileAnswer> {
  const all = await Promise.all(ids.map((id, i) => namedBy(`ids.${i}`, getInvoice(db, actor, id))))
  const fileName = `invoices-${today(db.database.clock, actor.org.zone)}.${format}`
  if (format === 'csv') return { fileName, type: 'text/csv; charset=utf-8', bytes: bytesOf(tableOf(all, lang)) }
  const { seller } = invoicingOf(actor.org)
  const invoices = all.map(({ number, kind, taxKind, buyer, net, tax, gross, note, lines, ...one }) => {
    const original = one.originalNumber && { original: one.originalNumber, redReason: one.redReason }
    return { number, kind, taxKind, ...original, buyer, net, tax, gross, note, lines: lines.map(lineOf) }
  })
  return { fileName, type: 'application/json', bytes: bytesOf(`${JSON.stringify({ seller, invoices }, null, 2)}\n`) }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
function lineOf({ no, lineKind, taxCode, name, spec, unit, unitQty, price, net, taxRate, tax }: InvoiceLine) {
  return { no, lineKind, taxCode, name, spec, unit, quantity: unitQty, price, net, taxRate, tax }
}

// prettier-ignore
const columns = [
  'number',
  'kind',
  'taxKind',
  'buyerKind',
  'buyerName',
  'taxNumber',
  'address',
  'phone',
  'bank',
  'account',
  'email',
  'no',
  'lineKind',
  'taxCode',
  'name',
  'spec',
  'unit',
  'quantity',
  'price',
  'net',
  'taxRate',
  'tax',
  'gross',
  'original',
  'note',
] as const
type Row = Readonly<Record<(typeof columns)[number], string | number | null>>

const rowsOf = ({ number, kind, taxKind, buyer, note, originalNumber: original, lines }: WholeInvoice): Row[] =>
  lines.map(line => {
    const { name: buyerName, kind: buyerKind, ...rest } = buyer
    return { number, kind, taxKind, buyerName, buyerKind, ...rest, ...lineOf(line), gross: line.gross, original, note }
  })

function tableOf(all: readonly WholeInvoice[], lang: Lang): string {
  const head = columns.map(key => render(invoiceText[`invoice.file.${key}`], lang))
  const rows = all.flatMap(rowsOf).map(row => columns.map(key => String(row[key] ?? '')))
  return `\ufeff${[head, ...rows].map(cells => `${cells.map(cellOf).join(',')}\r\n`).join('')}`
}

/** Nothing that a spreadsheet would run; numbers stay numbers. */
function cellOf(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Request number, 20-digit number and day, whatever cells they stand in; recorded by a batch afterwards. */
export async function readAnswers(db: Db, actor: Actor, text: string): Promise<ReadAnswer[]> {
  const rows = cellsIn(text)
  if (rows.length > mostRows) throw invalid('invoice.answerTooLong', 'text', { most: mostRows })
  const known = await selectByNumbers(db, [...new Set(rows.flat())])
  const seen = new Set<string>()
  return rows.flatMap((cells, i): ReadAnswer[] => {
    const row = known.find(one => cells.includes(one.number))
    const taxNumber = cells.find(cell => /^\d{20}$/.test(cell) && cell !== row?.number) ?? null
    if (!row && !taxNumber) return []
    const mine = row && can(actor, 'invoice.record', row) ? row : undefined
    const number = row?.number ?? cells.join(' ').slice(0, 80)
    const reasons = [
      ...(mine ? [] : [reason('invoice.answerUnknown', undefined, { number })]),
      ...(mine && mine.state !== 'issuing' ? [reason('invoice.answerNotSent', undefined, { number })] : []),
      ...(taxNumber ? [] : [reason('invoice.answerNoNumber', undefined, { number })]),
      ...(seen.has(number) ? [reason('invoice.answerTwice', undefined, { number })] : []),
    ]
    seen.add(number)
    const date = cells.map(dayIn).find(day => day !== undefined) ?? null
    return [{ line: i + 1, number, id: mine?.id ?? null, version: mine?.version ?? null, taxNumber, date, reasons }]
  })
}
const mostRows = 2000

function cellsIn(text: string): string[][] {
  try {
    const said: unknown = JSON.parse(text)
    if (Array.isArray(said)) return said.map(one => Object.values(Object(one)).map(value => String(value).trim()))
  } catch {
    // not JSON: a table
  }
  return text.split(/\r?\n/).map(line => line.split(/[,;\t|]/).map(cell => cell.trim().replace(/^"|"$/g, '')))
}

function dayIn(cell: string): string | undefined {
  const [, year, month = '', day = ''] = /^(20\d\d)[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:$|\s)/.exec(cell) ?? []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return year && isDate(date) ? date : undefined
}
