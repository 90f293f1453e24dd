// All that points at one record points at the other from now on. What it counts of the customer (open deals, orders,
// used credit) goes along, by the rows that were moved: so back again when a merge is undone, whatever they became.
import { holdApprovals } from '#features/approval/server/rebind.service.ts'
import { defaultAgain, leaveDefault } from '#features/billing/server/usual.service.ts'
import { leaveMain, mainAgain } from '#features/contact/server/merge.service.ts'
import { lockCredit, moveExposures, setLastFollowup, touchCustomer } from '#features/customer/server/credit.service.ts'
import { lastHeardOf } from '#features/followup/server/heard.service.ts'
import { agreeAnew } from '#features/product/server/lastPrice.service.ts'
import type { Moved } from '#features/twin/server/twin.service.ts'
import type { Tx } from '#kernel/db.ts'
import { add, neg } from '#kernel/money.ts'
import { lockLevel } from '#meta/locks.ts'
import {
  type Child,
  childrenOf,
  idsOf,
  keyOf,
  lockChildren,
  type MovedRow,
  madeSince,
  moveChildren,
  moveReferences,
  referencesTo,
} from '#meta/server/children.ts'
import { pointViews } from '#meta/server/view.sql.ts'
import { agreedOf } from './lastPrices.ts'

export type Way = { readonly entity: string; readonly from: string; readonly to: string }

const mains = 'contacts.is_primary'
const defaults = 'billing_profiles.is_default'
const ofViews = 'views.filter'

/** Levels 2 and on; the two records are locked. */
export async function holdChildren(tx: Tx, { entity, from, to }: Way): Promise<void> {
  const children = childrenOf(entity)
  const upTo = (above: number, below: number) =>
    children.filter(({ level = Infinity }) => level > above && level <= below)
  for (const child of upTo(-1, lockLevel.record)) await lockChildren(tx, child, from)
  await holdReviews(tx, children, from)
  for (const child of upTo(lockLevel.record, lockLevel.credit - 1)) await lockChildren(tx, child, from)
  if (entity === 'customer') await lockCredit(tx, [from, to].toSorted())
  for (const child of upTo(lockLevel.credit, Infinity)) await lockChildren(tx, child, from)
}

/** Whoever decides on an order holds its request first. */
async function holdReviews(tx: Tx, children: readonly Child[], from: string): Promise<void> {
  for (const subject of ['order', 'quote'] as const) {
    const pointing = children.filter(one => one.table === `${subject}s`)
    const ids = (await Promise.all(pointing.map(child => idsOf(tx, child, from)))).flat()
    if (ids.length > 0) await holdApprovals(tx, subject, ids)
  }
}

/** What is made of a deal or an order is never of another customer than it: what was made since goes back with it. */
export async function withSince(tx: Tx, { entity, from }: Way, moved: Moved): Promise<Moved> {
  const found: Record<string, readonly string[]> = { ...moved }
  for (const child of childrenOf(entity)) {
    if (!child.since) continue
    const key = keyOf(child)
    const since = await madeSince(tx, child, from, found[child.since.of] ?? [])
    found[key] = [...new Set([...(found[key] ?? []), ...since])]
  }
  return found
}

/** With `only`: exactly those; a row that points elsewhere by now stays there. */
export async function takeChildren(tx: Tx, way: Way, only?: Moved): Promise<Moved> {
  const { entity, from, to } = way
  const moved: Record<string, readonly string[]> = {}
  const counted: MovedRow[] = []
  if (entity === 'customer' && !only) {
    moved[mains] = await leaveMain(tx, from, to)
    moved[defaults] = await leaveDefault(tx, from, to)
  }
  const again = new Map<NonNullable<Child['after']>, Set<string>>()
  for (const child of childrenOf(entity)) {
    const key = keyOf(child)
    const ids = only && (only[key] ?? [])
    if (ids?.length === 0) continue
    const rows = await moveChildren(tx, child, { from, to, ids })
    moved[key] = [...new Set(rows.map(row => row.id))]
    counted.push(...rows)
    if (child.after) again.set(child.after, new Set([...(again.get(child.after) ?? []), ...moved[key]]))
  }
  for (const reference of await referencesTo(tx, entity)) {
    const key = `custom.${reference.id}`
    moved[key] = await moveReferences(tx, reference, { from, to, ids: only && (only[key] ?? []) })
  }
  moved[ofViews] = await pointViews(tx, from, to, only ? (only[ofViews] ?? []) : null)
  if (entity === 'customer' && only) {
    mainAgain(tx, to, only[mains] ?? [])
    defaultAgain(tx, [from, to], only[defaults] ?? [])
  }
  if (entity === 'customer') await count(tx, way, counted)
  if (moved['orders.customer_id']?.length) await agreeAgain(tx, [from, to])
  for (const [after, ids] of again) if (ids.size > 0) await after(tx, [...ids])
  return Object.fromEntries(Object.entries(moved).filter(([, ids]) => ids.length > 0))
}

/** What each paid last follows the orders. */
async function agreeAgain(tx: Tx, customerIds: readonly string[]): Promise<void> {
  agreeAnew(tx, customerIds, await agreedOf(tx, customerIds))
}

const latest = (rows: readonly MovedRow[], key: 'followupAt' | 'orderAt'): string | undefined =>
  rows
    .flatMap(row => (typeof row[key] === 'string' ? [row[key]] : []))
    .toSorted()
    .at(-1)
const total = (rows: readonly MovedRow[], key: 'openDeals' | 'needs' | 'orders'): number =>
  rows.reduce((sum, row) => sum + Number(row[key] ?? 0), 0)

async function count(tx: Tx, { from, to }: Way, rows: readonly MovedRow[]): Promise<void> {
  const used = rows.reduce((sum, row) => add(sum, String(row.used ?? '0')), '0')
  moveExposures(
    tx,
    new Map([
      [from, neg(used)],
      [to, used],
    ]),
  )
  const [openDeals, needs, orders] = [total(rows, 'openDeals'), total(rows, 'needs'), total(rows, 'orders')]
  const [followupAt, orderAt] = [latest(rows, 'followupAt'), latest(rows, 'orderAt')]
  touchCustomer(tx, from, { openDeals: -openDeals, needs: -needs, orders: -orders })
  touchCustomer(tx, to, { openDeals, needs, orders, ...(followupAt && { followupAt }), ...(orderAt && { orderAt }) })
  setLastFollowup(tx, from, await lastHeardOf(tx, from))
}
