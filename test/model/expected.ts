// What the papers say must be true of orders, stock and accounts, in plain arithmetic; and where it is not.
import type { WholeOrder } from '#features/order/order.schema.ts'
import type { WholeShipment } from '#features/shipment/shipment.schema.ts'
import { add, cmp, mul, sub, sum } from '#kernel/money.ts'
import type { Caller } from '../app.ts'
import { besideOrders } from './expectedBeside.ts'
import { ofMoney } from './expectedMoney.ts'
import { ofStock } from './expectedStock.ts'
import type { Known } from './known.ts'
import { each, type Reader, readerOf } from './reading.ts'
import { unlike } from './unlike.ts'

type Line = WholeOrder['lines'][number]
const posted = ['shipped', 'delivered']

const recent = 400

/**
 * Every difference in words; nothing when the house agrees with its papers. Nobody may write meanwhile. Without `whole`
 * only the last orders are read again, and the others where something seems wrong: in a long run they are most.
 */
export async function differences(known: Known, owner: Caller, whole = true): Promise<string[]> {
  const read: Reader = readerOf(owner)
  const found = await compared(known, await ordersOf(known, read, whole), read)
  return whole || found.length === 0 ? found : compared(known, await ordersOf(known, read, true), read)
}

async function ordersOf(known: Known, read: Reader, whole: boolean): Promise<WholeOrder[]> {
  const { orders, asRead } = known
  const again = new Set(orders.recent(recent).map(({ id }) => id))
  return each(orders.all(), async ({ id, version }) => {
    const before = asRead.get(id)
    if (!whole && before && !again.has(id) && before.version >= version) return before
    const order = await read<WholeOrder>(`/orders/${id}`)
    asRead.set(id, order)
    return order
  })
}

async function compared(known: Known, orders: readonly WholeOrder[], read: Reader): Promise<string[]> {
  return [
    ...known.contradictions,
    ...orders.flatMap(order => ofOrder(known, order)),
    ...known.shipments.all().flatMap(shipment => ofSettled(known, shipment)),
    ...(await ofStock(known, read)),
    ...(await ofMoney(known, orders, read)),
    ...(await besideOrders(known, orders, read)),
  ]
}

/** Of what went to a site is delivered what settlements say, and nothing else. */
function ofSettled(known: Known, { number, siteId, lines }: WholeShipment): string[] {
  if (siteId === null) return []
  const settled = known.settlements.all().filter(one => one.state === 'posted')
  return lines.flatMap(line => {
    const own = settled.flatMap(one => one.lines.filter(part => part.shipmentLineId === line.id))
    return unlike(`${number}/${line.no} settled`, line.delivered, sum(own.map(one => one.qty)))
  })
}

function ofOrder(known: Known, order: WholeOrder): string[] {
  const allocations = known.receipts.all().flatMap(receipt => receipt.allocations)
  const paid = sum(allocations.filter(one => one.orderId === order.id).map(one => one.amount))
  const offs = known.writeOffs.all().filter(one => one.orderId === order.id && one.state === 'approved')
  return [
    ...unlike(`${order.number} paid`, order.paidAmount, paid),
    ...unlike(`${order.number} written off`, order.writtenOff, sum(offs.map(one => one.amount))),
    ...order.lines.flatMap(line => [...ofLine(known, `${order.number}/${line.no}`, line), ...bounds(order, line)]),
  ]
}

function ofLine(known: Known, name: string, line: Line): string[] {
  const sent = partsOf(known.shipments.all(), posted, line)
  const back = partsOf(known.returns.all(), receivedStates, line)
  const decided = partsOf(known.returns.all(), decidedStates, line)
  const again = decided.filter(one => one.decision === 'send_again' || one.decision === 'repair')
  const [billed, credited] = [billedOf(known, line, false), billedOf(known, line, true)]
  const wanted: readonly (readonly [keyof Line & string, string])[] = [
    ['shipped', sum(sent.map(one => sub(sub(one.qty, one.cameBack), one.lost)))],
    ['delivered', sum(sent.map(one => one.delivered))],
    ['returned', sum(back.map(one => add(one.good, one.damaged)))],
    ['reship', sum(again.map(one => one.decidedQty))],
    ['invoiced', billed.qty],
    ['invoicedAmount', billed.amount],
    ['credited', credited.qty],
    ['creditedAmount', credited.amount],
  ]
  return wanted.flatMap(([counter, want]) => unlike(`${name} ${counter}`, String(line[counter]), want))
}

const receivedStates = ['received', 'inspected', 'closed']
const decidedStates = ['inspected', 'closed']

type Paper<P> = { readonly state: string; readonly lines: readonly P[] }
/** What papers in these states say of the order's line. */
const partsOf = <P extends { orderLineId: string }>(
  papers: readonly Paper<P>[],
  states: readonly string[],
  line: Line,
): P[] =>
  papers
    .filter(one => states.includes(one.state))
    .flatMap(one => one.lines.filter(part => part.orderLineId === line.id))

function billedOf(known: Known, line: Line, red: boolean): { qty: string; amount: string } {
  const lines = known.invoices
    .all()
    .filter(one => one.state === 'issued' && (one.kind === 'red') === red)
    .flatMap(one => one.lines.filter(part => part.orderLineId === line.id))
  const positive = (value: string) => (cmp(value, '0') < 0 ? sub('0', value) : value)
  return {
    qty: sum(lines.map(one => positive(one.qty ?? '0'))),
    amount: positive(sum(lines.map(one => one.gross))),
  }
}

/** `domain.md` §6, by hand. */
function bounds(order: WholeOrder, line: Line): string[] {
  const open = sub(line.ordered, line.cancelled)
  const rules: readonly (readonly [string, boolean])[] = [
    ['cancelled within ordered', cmp(line.cancelled, '0') >= 0 && cmp(line.cancelled, line.ordered) <= 0],
    ['delivered within shipped', cmp(line.delivered, line.shipped) <= 0],
    ['returned within delivered', cmp(line.returned, line.delivered) <= 0],
    [
      'nothing sent beyond what may be',
      cmp(sub(line.shipped, line.returned), mul(open, add('1', line.overTolerance))) <= 0,
    ],
    ['reserved within what is to be shipped', cmp(line.reserved, line.toShip) <= 0],
    [
      'nothing reserved for what is not under way',
      order.state === 'confirmed' || order.state === 'on_hold' || cmp(line.reserved, '0') === 0,
    ],
    ['credited within invoiced', cmp(line.credited, line.invoiced) <= 0],
    ['sent again within returned', cmp(line.reship, line.returned) <= 0],
  ]
  return rules.filter(([, holds]) => !holds).map(([rule]) => `${order.number}/${line.no} (${order.state}): not ${rule}`)
}
