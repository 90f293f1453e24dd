// Red letters (红字): what an issued invoice said, taken back in whole or in part, from its stored amounts.
import { seeOrders } from '#features/order/server/progress.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { problems } from '#kernel/flow.ts'
import { newId } from '#kernel/ids.ts'
import { cmp, div, isZero, mul, neg, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { linkThread } from '#kernel/thread.ts'
import { newStamp, ownFields, takeCustom } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { overIssued } from '../invoice.rules.ts'
import type { Invoice, NewRed, RedReason, WholeInvoice } from '../invoice.schema.ts'
import { amountOf, less, type Money, minus, nothing, partOf, plus, type Taken } from '../invoice.totals.ts'
import { openOf } from './alone.service.ts'
import { redClaims } from './claims.service.ts'
import { selectTakenBack, type TakenBack } from './count.sql.ts'
import { indexInvoice, readBackInvoice, tellInvoice } from './invoice.service.ts'
import { invoiceSource, lockInvoices, selectLineRows } from './invoice.sql.ts'
import { type InvoiceLineRow, type InvoiceRow, invoiceLines, invoices, type NamedLine } from './invoice.table.ts'
import { blank, nextNumber, rowsOf, said, sumsOf, unasked } from './request.service.ts'

/** `forId`: the invoice for whose sake an advance is taken back. */
type Wish = NewRed & { readonly forId?: string | null }

/** A draft; from here on it holds what it takes back, under the lock of the original. */
export async function draftRed(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeInvoice> {
  const { forId = null, ...input } = wish
  const number = nextNumber(tx, actor)
  const [[original], lines, taken, fields] = await Promise.all([
    lockInvoices(tx, [id]),
    selectLineRows(tx, id),
    selectTakenBack(tx, id),
    ownFields(tx, actor, 'invoice'),
    getRecord<Invoice>(tx, actor, invoiceSource, id),
  ])
  if (!original) throw missing('invoice')
  if (!can(actor, 'invoice.credit', original))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'invoice.credit' } }, 'forbidden')
  refuseAll(originalProblems(original, input))
  const invoiceId = newId()
  const rows = redRows(lines, taken, { input, currency: original.currency, invoiceId })
  if (original.alone) await refuseSettled(tx, original, rows)
  const { ownerId, deptId } = original
  const row: InvoiceRow = {
    ...original,
    ...blank,
    ...newStamp(tx, actor, { ownerId, deptId }, takeCustom(fields, input.custom)),
    id: invoiceId,
    number: await number,
    kind: 'red',
    state: 'draft',
    originalId: original.id,
    redReason: input.reason,
    forId,
    ...sumsOf(actor, original, rows),
    note: input.note?.trim() || null,
  }
  tx.write(invoices.insert(tx.orgId, [row]))
  tx.write(invoiceLines.insert(tx.orgId, rows))
  indexInvoice(tx, fields, row, true)
  await tellDrafted(tx, actor, row, rows)
  return readBackInvoice(tx, actor, row.id)
}

/** Money that settles it stays where it is until somebody takes it back: then what is left may be reversed. */
async function refuseSettled(tx: Tx, original: InvoiceRow, rows: readonly InvoiceLineRow[]): Promise<void> {
  const { settled, currency } = original
  const left = await openOf(tx, original)
  if (cmp(neg(sum(rows.map(row => row.gross))), left) > 0)
    throw new Refusal(reason('invoice.settledAlready', undefined, { settled, currency, left }))
}

async function tellDrafted(tx: Tx, actor: Actor, row: InvoiceRow, rows: readonly InvoiceLineRow[]): Promise<void> {
  const orders = await seeOrders(
    tx,
    rows.flatMap(line => line.orderId ?? []),
  )
  for (const { row: order } of orders.values())
    linkThread(tx, order.threadId, [{ entity: 'invoice', recordId: row.id }])
  const after = { number: row.number, redReason: row.redReason, gross: row.gross, lines: said(rows) }
  tellInvoice(tx, actor, row, rowsOf(orders), { kind: 'invoice.drafted', to: 'draft', after })
}

type Asked = { readonly input: NewRed; readonly currency: string; readonly invoiceId: string }
/** Refuses what is more than is left, with every reason. */
function redRows(lines: readonly NamedLine[], taken: Taking, { input, currency, invoiceId }: Asked): InvoiceLineRow[] {
  const drawn = drawRed(lines, taken, input, currency)
  refuseAll(drawn.reasons)
  const rows = drawn.rows.map((row, i) => ({ ...row, id: newId(), invoiceId, no: i + 1 }))
  if (rows.length === 0) throw new Refusal('invoice.nothingLeft')
  const facts = { ...unasked, kind: 'red' as const, currency, lines: rows, shipmentsOpen: [], orders: [] }
  refuseAll(problems([overIssued], { ...facts, claims: redClaims(rows, lines, taken) }))
  return rows
}

function originalProblems({ kind, state }: InvoiceRow, { reason: why, lines }: NewRed): Reason[] {
  if (kind === 'red') return [reason('invoice.redOfRed')]
  if (state !== 'issued') return [reason('invoice.notIssued')]
  return why === 'wrong' && lines ? [reason('invoice.wholeOnly', 'lines')] : []
}

type Row = Omit<InvoiceLineRow, 'id' | 'invoiceId' | 'no'>
type Drawn = { readonly rows: Row[]; readonly reasons: Reason[] }
type Taking = ReadonlyMap<string, TakenBack>

function drawRed(lines: readonly NamedLine[], taken: Taking, input: NewRed, currency: string): Drawn {
  const rows: Row[] = []
  const reasons: Reason[] = []
  const wanted = input.lines ?? lines.filter(line => line.lineKind !== 'discount').map(line => ({ no: line.no }))
  const seen = new Set<number>()
  for (const [i, want] of wanted.entries()) {
    const line = lines.find(one => one.no === want.no && one.lineKind !== 'discount')
    const problem = line
      ? seen.has(want.no)
        ? reason('invoice.lineTwice', `lines.${i}.no`, { no: want.no })
        : (wayProblem(line, want, input.reason, i) ?? finerProblem(want, currency, i))
      : reason('invoice.noSuchLine', `lines.${i}.no`, { no: want.no })
    seen.add(want.no)
    if (problem || !line) {
      if (problem) reasons.push(problem)
      continue
    }
    const discount = line.lineKind === 'discounted' ? lines.find(one => one.no === line.no + 1) : undefined
    rows.push(...takeBack({ line, discount, taken, currency }, want, input.reason))
  }
  return { rows, reasons }
}

type Want = { readonly no: number; readonly qty?: string; readonly amount?: string }
/** Goods come back by quantity, a service never (domain §9); an allowance is an amount; what ended may be either. */
function wayProblem(line: NamedLine, want: Want, why: RedReason, i: number): Reason | undefined {
  const values = { no: line.no, name: line.name }
  if (why === 'return' && !line.isGoods) return reason('invoice.goodsOnly', `lines.${i}`, values)
  if (why === 'return' && (line.qty === null || want.amount !== undefined))
    return reason('invoice.byQtyOnly', `lines.${i}.qty`, values)
  if (why === 'allowance' && want.qty !== undefined) return reason('invoice.byAmountOnly', `lines.${i}.amount`, values)
  const given = [want.qty, want.amount].flatMap(one => one ?? [])
  if (given.length > 1 || given.some(isZero) || (want.qty !== undefined && line.qty === null))
    return reason('invoice.wrongQty', `lines.${i}.qty`, values)
  return undefined
}

/** Rounded in silence it would be another amount, or none. */
const finerProblem = ({ amount }: Want, currency: string, i: number): Reason | undefined =>
  amount === undefined || cmp(roundMoney(amount, currency), amount) === 0
    ? undefined
    : reason('invoice.tooFine', `lines.${i}.amount`, { currency })

type From = {
  readonly line: InvoiceLineRow
  /** Directly after it, and lowering it. */
  readonly discount: InvoiceLineRow | undefined
  readonly taken: Taking
  readonly currency: string
}

function takeBack({ line, discount, taken, currency }: From, want: Want, why: RedReason): Row[] {
  const back = takenOf(taken.get(line.id))
  const left = less(line, plus(back.byQty, back.byAmount))
  const leftQty = sub(line.qty ?? '0', back.qty)
  const isQty = want.qty !== undefined || (want.amount === undefined && why !== 'allowance' && signOf(leftQty) > 0)
  if (!isQty) {
    if (isZero(left.gross)) return []
    const gross = want.amount === undefined ? left.gross : mul(want.amount, signOf(line.gross) < 0 ? '-1' : '1')
    return [rowOf(line, amountOf(line, back, gross, currency), null)]
  }
  const qty = want.qty ?? leftQty
  const whole = { ...line, qty: line.qty ?? '1' }
  const doc = { qty, currency, taxMode: 'inclusive' as const }
  const rows = [rowOf(line, partOf(whole, back, doc), qty)]
  if (!discount) return rows
  const lowered = takenOf(taken.get(discount.id))
  const before = { qty: back.qty, byQty: plus(lowered.byQty, lowered.byAmount), byAmount: nothing }
  return [...rows, rowOf(discount, partOf({ ...discount, qty: whole.qty }, before, doc), null)]
}

function takenOf(back: TakenBack | undefined): Taken {
  if (!back) return { qty: '0', byQty: nothing, byAmount: nothing }
  const byAmount: Money = { net: back.amountNet, tax: back.amountTax, gross: sum([back.amountNet, back.amountTax]) }
  return { qty: back.qty, byQty: less(back, byAmount), byAmount }
}

function rowOf(line: InvoiceLineRow, part: Money, qty: string | null): Row {
  const { id: originalLineId, invoiceId: _, no: __, ...rest } = line
  const unitQty = qty !== null && line.qty && line.unitQty ? unitsOf(line.qty, line.unitQty, qty) : null
  return {
    ...rest,
    originalLineId,
    by: qty === null ? 'amount' : 'quantity',
    qty: qty === null ? null : neg(qty),
    unit: unitQty === null ? null : line.unit,
    unitQty: unitQty === null ? null : neg(unitQty),
    price: unitQty === null ? null : line.price,
    ...minus(part),
  }
}

/** In the unit of the original. */
const unitsOf = (qty: string, unitQty: string, part: string): string =>
  cmp(part, qty) === 0 ? unitQty : div(mul(part, unitQty), qty, 6)
