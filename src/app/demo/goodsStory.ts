// What follows a confirmed order of the demo company: money comes in, goods leave in parts, arrive and are signed for.
import { createReceipt } from '#features/collection/server/allocate.service.ts'
import { addFile } from '#features/file/server/file.service.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import type { CarrierState } from '#features/shipment/carrier.schema.ts'
import { traceByHand } from '#features/shipment/server/carrier.service.ts'
import { openLines } from '#features/shipment/server/draft.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { div, mul, roundMoney } from '#kernel/money.ts'
import type { Act, Made } from './orderStory.ts'
import { paperPhoto } from './paperPhoto.ts'
import type { Company } from './people.ts'
import { dayAgo } from './when.ts'

/** Per cent of the order's total, for this very order. */
export const pay = (made: Made, percent: string): Act => [
  'lu',
  '10:20',
  async (tx, actor) => {
    const { id, payerId, gross, currency, number } = await getOrder(tx, actor, made.orderId)
    const amount = roundMoney(div(mul(gross, percent), '100'), currency)
    const head = { customerId: payerId, amount, currency, externalRef: `ICBC-${number}-${percent}` }
    return createReceipt(tx, actor, { ...head, allocations: [{ orderId: id, amount }] })
  },
]

type Sent = { shipmentId: string }

/** The first line only, or all that is open: planned, made ready, sent. */
export const ship = (made: Made, sent: Sent, part: 'first' | 'rest'): Act[] => [
  [
    'he',
    '13:10',
    async (tx, actor) => {
      const open = await openLines(tx, actor, [made.orderId], 'delivery')
      const lines = (part === 'first' ? open.slice(0, 1) : open).map(({ orderLineId, qty }) => ({ orderLineId, qty }))
      sent.shipmentId = (await createShipment(tx, actor, { lines, carrier: '德邦' })).id
    },
  ],
  ['he', '13:40', (tx, actor) => moveGoods(tx, actor, sent.shipmentId, 'ready', {})],
  [
    'he',
    '14:30',
    (tx, actor) => {
      const trackingNumber = `DPK${sent.shipmentId.slice(-10).toUpperCase()}`
      return moveGoods(tx, actor, sent.shipmentId, 'ship', { trackingNumber })
    },
  ],
]

export const sign = (sent: Sent): Act => [
  'he',
  '16:40',
  (tx, actor) => moveGoods(tx, actor, sent.shipmentId, 'deliver', { signedBy: '收发室' }),
]

/** 验收: what was done is signed for at once. */
export const accept = (made: Made): Act => [
  'zheng',
  '15:40',
  async (tx, actor) => {
    const { id } = await createShipment(tx, actor, { kind: 'acceptance', orderIds: [made.orderId] })
    return moveGoods(tx, actor, id, 'accept', { signedBy: '生产部' })
  },
]

/** What the carrier said of it. */
export const says = (
  sent: Sent,
  state: CarrierState,
  ...[place, text]: readonly [place: string, text: string]
): Act => ['he', '15:20', (tx, actor) => traceByHand(tx, actor, sent.shipmentId, { state, place, text })]

/** Planned for tomorrow; made ready or still to be picked. */
export const plan = (made: Made, to: 'pick' | 'ready'): Act[] => {
  const sent = { shipmentId: '' }
  const planned: Act = [
    'he',
    '13:10',
    async (tx, actor) => {
      const open = await openLines(tx, actor, [made.orderId], 'delivery')
      const lines = open.map(({ orderLineId, qty }) => ({ orderLineId, qty }))
      const plannedDate = dayAgo(tx.database.clock, -1)
      sent.shipmentId = (await createShipment(tx, actor, { lines, carrier: '顺丰', plannedDate })).id
    },
  ]
  return to === 'pick'
    ? [planned]
    : [planned, ['he', '13:40', (tx, actor) => moveGoods(tx, actor, sent.shipmentId, 'ready', {})]]
}

/** The paper that the receiver signed, as a phone takes it; none where no folder for files is given. */
export const receiptPhoto = ({ filesFolder }: Company, sent: Sent): Act[] => {
  if (!filesFolder) return []
  const file = { fileName: '签收回单.png', type: 'image/png', bytes: paperPhoto() }
  return [
    [
      'he',
      '17:00',
      (tx, actor) =>
        addFile(tx, actor, filesFolder, {
          entity: 'shipment',
          recordId: sent.shipmentId,
          kind: 'signedReceipt',
          file,
        }),
    ],
  ]
}
