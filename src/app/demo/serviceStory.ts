// What comes after the sale in the demo company: complaints and questions, goods that come back, are paid back, sent again.

import { openLines } from '#features/shipment/server/draft.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { matchWarehouse } from '#features/stock/server/warehouse.service.ts'
import type { InspectBody, ReceiveBody } from '#features/ticket/return.schema.ts'
import { createReturn, returnableOfOrder } from '#features/ticket/server/return.service.ts'
import { inspectReturn, moveReturn, receiveReturn } from '#features/ticket/server/returnMove.service.ts'
import { createTicket } from '#features/ticket/server/ticket.service.ts'
import { moveTicket } from '#features/ticket/server/ticketMove.service.ts'
import type { NewTicket } from '#features/ticket/ticket.schema.ts'
import { closeTicket } from '#journeys/closeTicket.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { sign } from './goodsStory.ts'
import type { Act, Made } from './orderStory.ts'

type Service = { ticketId: string; returnId: string }
const nothingYet = (): Service => ({ ticketId: '', returnId: '' })

const complain = (made: Made, at: Service, ticket: Pick<NewTicket, 'title' | 'content' | 'kind' | 'priority'>): Act => [
  'tang',
  '09:40',
  async (tx, actor) => {
    at.ticketId = (await createTicket(tx, actor, { ...ticket, orderId: made.orderId, handlerId: actor.userId })).id
  },
]
const work = (at: Service, move: 'start' | 'wait' | 'close', note?: string): Act => [
  'tang',
  '10:20',
  (tx, actor) =>
    move === 'close'
      ? closeTicket(tx, actor, at.ticketId, { note })
      : moveTicket(tx, actor, at.ticketId, { move, note }),
]
const solve = (at: Service, resolution: string): Act => [
  'tang',
  '16:20',
  (tx, actor) => moveTicket(tx, actor, at.ticketId, { move: 'resolve', resolution }),
]

const ask = (made: Made, at: Service, qty: string, reason: 'damaged' | 'quality' | 'wrong' | 'unwanted'): Act => [
  'tang',
  '11:10',
  async (tx, actor) => {
    const [line] = await returnableOfOrder(tx, actor, made.orderId)
    const ticketId = at.ticketId || null
    const lines = line ? [{ orderLineId: line.orderLineId, qty }] : []
    at.returnId = (await createReturn(tx, actor, { orderId: made.orderId, ticketId, reason, lines })).id
  },
]
const move = (at: Service, name: 'approve' | 'send' | 'close', trackingNumber?: string): Act => [
  name === 'approve' ? 'zheng' : 'tang',
  '13:30',
  (tx, actor) =>
    moveReturn(tx, actor, at.returnId, { move: name, ...(trackingNumber && { carrier: '德邦', trackingNumber }) }),
]
const receive = (at: Service, lines: NonNullable<ReceiveBody['lines']>): Act => [
  'he',
  '15:10',
  async (tx, actor) => {
    const [home, apart] = [await matchWarehouse(tx, 'BJ'), await matchWarehouse(tx, 'BL')]
    const places = { warehouseId: home?.id ?? null, damagedWarehouseId: apart?.id ?? null }
    await receiveReturn(tx, actor, at.returnId, { lines, ...places, note: '开箱清点' })
  },
]
const decide = (at: Service, lines: InspectBody['lines']): Act => [
  'tang',
  '16:00',
  (tx, actor) => inspectReturn(tx, actor, at.returnId, { lines }),
]

/** Nothing is held for it: from where spare parts lie. */
const shipAgain = (made: Made, sent: { shipmentId: string }): Act[] => [
  [
    'he',
    '13:20',
    async (tx, actor) => {
      const place = await matchWarehouse(tx, 'BJ')
      const open = await openLines(tx, actor, [made.orderId], 'delivery')
      const warehouseId = place?.id ?? null
      const lines = open.map(({ orderLineId, qty }) => ({ orderLineId, qty, warehouseId }))
      const { id } = await createShipment(tx, actor, { lines, carrier: '顺丰', note: '补发' })
      sent.shipmentId = id
    },
  ],
  ['he', '13:30', (tx, actor) => moveGoods(tx, actor, sent.shipmentId, 'ready', {})],
  ['he', '14:10', (tx, actor) => moveGoods(tx, actor, sent.shipmentId, 'ship', { trackingNumber: 'SF1400276311' })],
]

/** Two of six are broken, one never came: what is worth something is paid back. */
export function cameBack(made: Made): Act[] {
  const at = nothingYet()
  return [
    complain(made, at, {
      kind: 'return',
      priority: 'high',
      title: '封切刀组件与机型不符，要求退货',
      content: '到货 6 件，规格与现场机型不符。',
    }),
    work(at, 'start'),
    ask(made, at, '4', 'wrong'),
    move(at, 'approve'),
    move(at, 'send', 'DPK8840021573'),
    receive(at, [{ no: 1, damaged: '2', missing: '1' }]),
    decide(at, [{ no: 1, decision: 'refund' }]),
  ]
}

/** Broken on the way: another two go out on the same line, and arrive. */
export function sentAgain(made: Made): Act[] {
  const at = nothingYet()
  const again = { shipmentId: '' }
  return [
    complain(made, at, {
      kind: 'exchange',
      priority: 'urgent',
      title: '色标传感器运输途中破损',
      content: '外箱压坏，2 件破损，影响开机。',
    }),
    work(at, 'start'),
    ask(made, at, '2', 'damaged'),
    move(at, 'approve'),
    receive(at, [{ no: 1, damaged: '2' }]),
    decide(at, [{ no: 1, decision: 'send_again' }]),
    ...shipAgain(made, again),
    sign(again),
    move(at, 'close'),
    solve(at, '补发 2 件，客户已签收并装机。'),
    work(at, 'close'),
  ]
}

/** Asked for, and nobody has said yes yet. */
export function askedBack(made: Made): Act[] {
  const at = nothingYet()
  return [
    complain(made, at, {
      kind: 'complaint',
      priority: 'normal',
      title: '封切刀两周后崩口',
      content: '客户发来照片，判断为刀口材质问题。',
    }),
    work(at, 'start'),
    work(at, 'wait', '等客户寄回样件照片'),
    ask(made, at, '2', 'quality'),
  ]
}

/** Six were to come, four are there; nobody has decided yet. */
export function backInPart(made: Made): Act[] {
  const at = nothingYet()
  return [
    ask(made, at, '6', 'quality'),
    move(at, 'approve'),
    move(at, 'send', 'DPK8840027715'),
    receive(at, [{ no: 1, damaged: '1', missing: '2' }]),
  ]
}

/** On its way back. */
export function comingBack(made: Made): Act[] {
  const at = nothingYet()
  return [ask(made, at, '6', 'unwanted'), move(at, 'approve'), move(at, 'send', 'DPK8840031190')]
}
