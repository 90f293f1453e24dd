// An order from a contract in one step: its lines, prices, terms and address; as much as is left unless somebody says less.
import type { ContractLine, WholeContract } from '#features/contract/contract.schema.ts'
import { findContract, getContract, tellContract } from '#features/contract/server/contract.service.ts'
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import { findPriced } from '#features/product/server/price.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { cmp, div, isZero, max, signOf, sub } from '#kernel/money.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { linkThread } from '#kernel/thread.ts'
import { newStamp, ownFields } from '#meta/server/record.service.ts'
import type { CallOff } from '../callOff.schema.ts'
import type { LineInput, WholeOrder } from '../order.schema.ts'
import { draftOf, type Fresh, nextOrderNumber, writeNewOrder } from './create.service.ts'
import { type Built, buildLines, linesFromQuote } from './line.service.ts'
import { getOrder } from './order.service.ts'
import type { OrderRow } from './order.table.ts'

export async function callOffOrder(tx: Tx, actor: Actor, contractId: string, input: CallOff): Promise<WholeOrder> {
  const { row } = await draftCallOff(tx, actor, contractId, input)
  return getOrder(tx, actor, row.id)
}

/** `more`: of the deal that is won by it. */
type Asked = CallOff & { readonly more?: Partial<OrderRow> }

export async function draftCallOff(tx: Tx, actor: Actor, contractId: string, input: Asked): Promise<Fresh> {
  const date = today(tx.database.clock, actor.org.zone)
  const number = nextOrderNumber(tx, actor, date)
  const contract = await getContract(tx, actor, contractId)
  const own = { ownerId: contract.ownerId, deptId: contract.deptId }
  if (!can(actor, 'order.create', own))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'order.create' } }, 'forbidden')
  refuseAll([...problemsOf(contract, date), ...lineProblems(contract, input)])
  const wanted = wantedOf(contract, input)
  const [rate, fields] = await Promise.all([rateOn(tx, actor, contract.currency, date), ownFields(tx, actor, 'order')])
  const stamp = newStamp(tx, actor, own)
  const isWhole = asAgreed(contract, wanted)
  const head = headOf(contract, isWhole, rate)
  const promisedDate = input.promisedDate ?? null
  const built = await linesOf(tx, actor, contract, { orderId: stamp.id, wanted, head, isWhole, promisedDate })
  const { kind, terms, contactId, customerId, payerId } = contract
  const isOneOff = kind === 'one_off'
  const draft = {
    number: await number,
    customerId,
    payerId,
    contactId,
    contractId,
    quoteId: isWhole ? contract.quoteId : null,
    date,
    promisedDate,
    poNumber: input.poNumber?.trim() || null,
    address: input.address?.trim() || contract.address,
    ...head,
    terms,
    // a framework's orders begin threads of their own that link back
    threadId: isOneOff ? contract.threadId : newId(),
    ...input.more,
  }
  const fresh = draftOf(actor, stamp, draft, built)
  writeNewOrder(tx, actor, fresh, fields)
  if (!isOneOff) linkThread(tx, fresh.row.threadId, [{ entity: 'contract', recordId: contractId }])
  await tellCalled(tx, actor, contractId, fresh.row.number)
  return fresh
}

async function tellCalled(tx: Tx, actor: Actor, contractId: string, number: string): Promise<void> {
  const row = await findContract(tx, contractId)
  if (row) tellContract(tx, actor, row, { kind: 'contract.calledOff', after: { text: number } })
}

/** A discount in money is of the whole: of a part only the prices travel on. */
function headOf(contract: WholeContract, isWhole: boolean, rate: string | undefined) {
  const { kind, currency, taxMode, taxRound, discountKind, discountValue } = contract
  const isKept = isWhole || discountKind === 'percent'
  const reduced = isKept ? { discountKind, discountValue } : { discountKind: null, discountValue: null }
  const own = kind === 'one_off' ? contract.rate : (rate ?? contract.rate)
  return { currency, rate: own, taxMode, taxRound, ...reduced }
}

/** Judged again when the order is confirmed, under the contract's lock. */
function problemsOf({ amendsId, state, number, effectiveFrom, remaining }: WholeContract, day: string): Reason[] {
  if (amendsId) return [reason('contract.isSupplement')]
  if (state !== 'effective') return [reason('contract.notEffective', undefined, { number })]
  if (effectiveFrom !== null && day < effectiveFrom)
    return [reason('contract.notYet', undefined, { number, date: effectiveFrom })]
  return remaining !== null && isZero(remaining) ? [reason('contract.nothingLeft')] : []
}

type Wanted = { readonly line: ContractLine; readonly unitQty: string }

const leftOf = ({ qty, calledQty, factor }: ContractLine): string => div(max(sub(qty, calledQty), '0'), factor, 6)

function lineProblems(contract: WholeContract, { lines = [] }: CallOff): Reason[] {
  const known = new Set(contract.lines.map(line => line.id))
  return lines.flatMap(({ contractLineId, unitQty }, i): Reason[] => [
    ...(known.has(contractLineId) ? [] : [reason('quote.unknownLine', `lines.${i}.contractLineId`)]),
    ...(signOf(unitQty) > 0 ? [] : [reason('quote.badQty', `lines.${i}.unitQty`)]),
  ])
}

function wantedOf(contract: WholeContract, { lines }: CallOff): Wanted[] {
  const known = new Map(contract.lines.map(line => [line.id, line]))
  if (lines)
    return lines.flatMap(({ contractLineId, unitQty }) => {
      const line = known.get(contractLineId)
      return line ? [{ line, unitQty }] : []
    })
  return contract.lines
    .filter(line => !line.asNeeded)
    .map(line => ({ line, unitQty: leftOf(line) }))
    .filter(one => signOf(one.unitQty) > 0)
}

/** Nothing is ordered yet, and all of it is wanted now: the stored amounts travel on as they are (C002). */
const asAgreed = ({ kind, lines }: WholeContract, wanted: readonly Wanted[]): boolean =>
  kind === 'one_off' &&
  wanted.length === lines.length &&
  wanted.every(({ line, unitQty }) => !line.asNeeded && isZero(line.calledQty) && cmp(unitQty, line.unitQty) === 0)

type Work = {
  readonly orderId: string
  readonly wanted: readonly Wanted[]
  readonly head: Parameters<typeof buildLines>[2]['head']
  readonly isWhole: boolean
  readonly promisedDate: string | null
}

async function linesOf(tx: Tx, actor: Actor, contract: WholeContract, work: Work): Promise<Built> {
  const { orderId, wanted, head, isWhole, promisedDate } = work
  const ids = wanted.flatMap(({ line }) => (line.productId ? [line.productId] : []))
  const [products, customers] = await Promise.all([
    findPriced(tx, [...new Set(ids)]),
    findCustomers(tx, [contract.customerId]),
  ])
  const { level = null, region = null } = customers.get(contract.customerId) ?? {}
  const built = isWhole
    ? linesFromQuote(
        orderId,
        wanted.map(({ line }) => quotedForm(line)),
        products,
        promisedDate,
      )
    : buildLines(
        actor,
        wanted.map(one => inputOf(one, promisedDate)),
        {
          orderId,
          type: 'standard',
          head,
          buyer: { level, region, now: tx.now },
          products,
          old: [],
        },
      )
  const lines = built.lines.map((line, i) => {
    const from = wanted[i]?.line
    return {
      ...line,
      parts: from?.parts ?? line.parts,
      contractLineId: from?.id ?? null,
      quoteLineId: isWhole ? (from?.quoteLineId ?? null) : null,
    }
  })
  return { ...built, lines }
}

const quotedForm = ({ asNeeded: _, calledQty: __, baseLineId: ___, quoteLineId: ____, ...line }: ContractLine) => ({
  ...line,
  floorPrice: null,
  unitCost: null,
  optional: false,
  alternative: null,
  chosen: false,
})

/** At the contract's own price, whatever the lists say since; a discount in money is spread over its quantity. */
function inputOf({ line, unitQty }: Wanted, promisedDate: string | null): LineInput {
  const { productId, kind, fulfil, name, spec, unit, price, discountKind, discountValue, taxRate, note } = line
  const perUnit = discountKind === 'amount' && discountValue !== null ? div(discountValue, line.unitQty, 6) : null
  return {
    ...(productId ? { productId } : { kind, fulfil }),
    name,
    spec,
    unit,
    unitQty,
    price: perUnit === null ? price : sub(price, perUnit),
    discountKind: discountKind === 'percent' ? discountKind : null,
    discountValue: discountKind === 'percent' ? discountValue : null,
    taxRate,
    note,
    promisedDate,
  }
}
