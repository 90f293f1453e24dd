// What tests of consignment start from: a site at the customer's, and goods that lie there.
import type { Consigned } from '#features/consignment/consigned.schema.ts'
import { listConsigned } from '#features/consignment/server/consigned.service.ts'
import { createSettlement } from '#features/consignment/server/settlement.service.ts'
import type { NewSettlement, WholeSettlement } from '#features/consignment/settlement.schema.ts'
import type { LineInput, NewOrder, WholeOrder } from '#features/order/order.schema.ts'
import type { Product } from '#features/product/product.schema.ts'
import { moveShipment } from '#features/shipment/server/post.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import type { WholeShipment } from '#features/shipment/shipment.schema.ts'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { goodsHandlers } from '#journeys/moveGoods.ts'
import { settleHandlers } from '#journeys/settleConsignment.ts'
import type { OrderWorld } from './orderWorld.ts'

type There = {
  readonly product: Product
  readonly order: WholeOrder
  readonly shipment: WholeShipment
  /** Its first line. */
  readonly line: string
}
export type ConsignmentWorld = {
  readonly siteId: string
  confirmed(lines: readonly LineInput[], more?: Partial<NewOrder>): Promise<WholeOrder>
  /** Planned, made ready, shipped to the site: all of it, or so much of each line. */
  send(order: WholeOrder, unitQty?: string, date?: string): Promise<WholeShipment>
  /** Of a new product so many lie at the site. */
  there(qty: string, more?: Partial<NewOrder>): Promise<There>
  draft(input: Partial<NewSettlement>): Promise<WholeSettlement>
  post(id: string, wish?: object): Promise<WholeSettlement>
  unpost(id: string): Promise<WholeSettlement>
  settle(line: string, qty: string, wish?: object): Promise<WholeSettlement>
  /** By the warehouse's code. */
  levels(productId: string): Promise<Record<string, string>>
  lying(productId: string): Promise<Consigned[]>
}

export async function consignmentWorld(world: OrderWorld): Promise<ConsignmentWorld> {
  const site = { code: 'S1', name: '榆湾寄售点', customerId: world.customerId }
  const siteId = (await world.write('olivia', (tx, actor) => createWarehouse(tx, actor, site))).id
  const goods = laidOut(world)
  const draft: ConsignmentWorld['draft'] = input =>
    world.write('oda', (tx, actor) => createSettlement(tx, actor, { siteId, ...input }))
  const post: ConsignmentWorld['post'] = (id, wish = {}) =>
    world.write('oda', (tx, actor) => settleHandlers.post(tx, actor, { id, ...wish }))
  return {
    ...goods,
    siteId,
    draft,
    post,
    unpost: id => world.write('fay', (tx, actor) => settleHandlers.unpost(tx, actor, { id })),
    settle: async (line, qty, wish = {}) => {
      const { id } = await draft({ lines: [{ shipmentLineId: line, qty }] })
      return post(id, wish)
    },
    levels: async productId => {
      const rows = await world.rows<{ code: string; onHand: string }>(
        `select w.code, trim_scale(sum(l.on_hand))::text as on_hand from stock_levels l join warehouses w on w.org_id = l.org_id and w.id = l.warehouse_id
         where l.org_id = $1 and l.product_id = $2 group by w.code`,
        [productId],
      )
      return Object.fromEntries(rows.map(row => [row.code, row.onHand]))
    },
    lying: async productId => {
      const { items } = await world.read('oda', (db, actor) => listConsigned(db, actor, { limit: 200 }))
      return items.filter(one => one.productId === productId)
    },
  }
}

function laidOut(world: OrderWorld): Pick<ConsignmentWorld, 'confirmed' | 'send' | 'there'> {
  const confirmed: ConsignmentWorld['confirmed'] = (lines, more = {}) =>
    world.confirmed(lines, { type: 'consignment', ...more })
  const send: ConsignmentWorld['send'] = async (order, unitQty, date) => {
    const lines = order.lines.filter(line => line.parts === null && line.fulfil === 'ship')
    const some = unitQty && { lines: lines.map(line => ({ orderLineId: line.id, unitQty })) }
    const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, some || { orderIds: [order.id] }))
    await world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: 'ready' }))
    return world.write('wei', (tx, actor) => goodsHandlers.ship(tx, actor, { id, ...(date && { date }) }))
  }
  const there: ConsignmentWorld['there'] = async (qty, more = {}) => {
    const product = await world.stocked('20')
    const order = await confirmed([{ productId: product.id, unitQty: qty }], more)
    const shipment = await send(order)
    return { product, order, shipment, line: shipment.lines[0]?.id ?? '' }
  }
  return { confirmed, send, there }
}
