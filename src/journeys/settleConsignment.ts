// What lies at a customer's site is settled, or a settlement taken back: the orders' plans learn which of their days have
// come, the invoice of exactly that may be asked for in the same step, and the customer of an order that is done is asked.
import { followOrder, holdPlans, type Plans } from '#features/collection/server/plan.service.ts'
import { readBackSettlement } from '#features/consignment/server/settlement.service.ts'
import {
  carrySettlement,
  type Moved,
  moveSettlement,
  settlementOffers,
} from '#features/consignment/server/settlementMove.service.ts'
import type { settlementApi } from '#features/consignment/settlement.api.ts'
import { settlementFlow } from '#features/consignment/settlement.flow.ts'
import type { WholeSettlement } from '#features/consignment/settlement.schema.ts'
import { PostBody } from '#features/consignment/settlement.schema.ts'
import { requestSettled } from '#features/invoice/server/request.service.ts'
import { type HeldOrder, isPart } from '#features/order/server/progress.service.ts'
import { surveyArrived } from '#features/survey/server/survey.service.ts'
import { askedBack } from '#features/ticket/server/returnLine.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { signOf, sub } from '#kernel/money.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'

type Wish = { readonly version?: number | undefined; readonly note?: string | null | undefined }
type PostWish = Wish & { readonly requestInvoice?: boolean | undefined }

/** Plans follow: days of what was delivered count from the settlement's own day. */
async function carried(tx: Tx, actor: Actor, id: string, wish: Wish & { move: 'post' | 'unpost'; on?: string }) {
  let plans: Plans | undefined
  const { on, ...rest } = wish
  const follow = {
    hold: async (orderIds: readonly string[]) => {
      plans = await holdPlans(tx, orderIds)
    },
    write: (orders: ReadonlyMap<string, HeldOrder>) => {
      if (plans) for (const order of orders.values()) followOrder(tx, actor, order, plans, { ...(on && { on }) })
    },
  }
  return carrySettlement(tx, actor, id, { ...rest, follow, askedBack })
}

async function post(tx: Tx, actor: Actor, id: string, { requestInvoice, ...wish }: PostWish): Promise<WholeSettlement> {
  const { date } = await readBackSettlement(tx, actor, id)
  const moved = await carried(tx, actor, id, { ...wish, move: 'post', on: date })
  if (!moved.isDone) {
    if (requestInvoice) await bill(tx, actor, moved)
    await surveyArrived(tx, actor, [...moved.after.keys()])
  }
  return readBackSettlement(tx, actor, id)
}

async function unpost(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeSettlement> {
  await carried(tx, actor, id, { ...wish, move: 'unpost' })
  return readBackSettlement(tx, actor, id)
}

/** Exactly what was settled, kits by what they make whole. */
async function bill(tx: Tx, actor: Actor, { id, before, after }: Moved): Promise<void> {
  const permission = 'invoice.create'
  if ([...after.values()].some(one => !can(actor, permission, one.row)))
    throw new Refusal({ key: 'kernel.forbidden', path: 'requestInvoice', values: { permission } }, 'forbidden')
  const lines = [...after.values()].flatMap(({ row, lines: own }) =>
    own.flatMap(line => {
      const old = before.get(row.id)?.lines.find(one => one.id === line.id)
      const qty = sub(line.delivered, old?.delivered ?? '0')
      return isPart(line) || signOf(qty) <= 0 ? [] : [{ orderLineId: line.id, qty }]
    }),
  )
  if (lines.length === 0) throw new Refusal(reason('settlement.nothingToBill', 'requestInvoice'))
  await requestSettled(tx, actor, after, { lines, settlementId: id })
}

export const settleHandlers: Pick<Handlers<typeof settlementApi>, 'post' | 'unpost' | 'offers'> = {
  post: (tx, actor, { id, ...wish }) => post(tx, actor, id, wish),
  unpost: (tx, actor, { id, ...wish }) => unpost(tx, actor, id, wish),
  offers: (db, actor, { id }) => settlementOffers(db, actor, id, askedBack),
}

/** For the registry: any move of a settlement by its name. */
export function moveConsigned(
  tx: Tx,
  actor: Actor,
  id: string,
  ...[name, input]: readonly [string, Readonly<Record<string, unknown>>]
): Promise<WholeSettlement> {
  const move = moveNameIn(settlementFlow, name)
  const wish = accept(PostBody, input)
  if (move === 'post') return post(tx, actor, id, wish)
  const { requestInvoice: _, ...rest } = wish
  return move === 'unpost' ? unpost(tx, actor, id, rest) : moveSettlement(tx, actor, id, { ...rest, move })
}
