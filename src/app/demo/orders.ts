// Orders of the demo company that came without a deal: spare parts, and one that the credit limit stops.
import type { OfferedType } from '#features/order/orderType.schema.ts'
import { type CountedCode, linesIn } from './deals.ts'

export type OrderFate =
  | 'orderDraft'
  | 'inReview'
  | 'halfReviewed'
  | 'short'
  | 'overLimit'
  | 'released'
  | 'confirmed'
  | 'partShipped'
  | 'onTheWay'
  | 'arrived'
  | 'picking'
  | 'changed'
  | 'changing'
  | 'ready'
  | 'backInPart'
  | 'delivered'
  | 'late'
  | 'partPaid'
  | 'bounced'
  | 'paidBack'
  | 'byBill'
  | 'givenUp'
  | 'cameBack'
  | 'sentAgain'
  | 'askedBack'
  | 'comingBack'
  | 'onHold'
  | 'cancelled'
  | 'closed'
  | 'lent'
  | 'consigned'
  | 'accepted'

export type OrderPlan = {
  readonly buyer: string
  readonly fate: OrderFate
  readonly day: number
  readonly lines: readonly CountedCode[]
  readonly type: OfferedType | 'standard'
}

type Row = readonly [buyer: string, fate: OrderFate, day: number, lines: string, type?: OfferedType]

// biome-ignore format: a table
const rows: readonly Row[] = [
  ['屿禾',   'arrived',    49, 'BJ-30 6, BJ-114 48'],
  ['漪和',   'onTheWay',   37, 'SB-20 8, BJ-02 1'],
  ['澜杉',   'partShipped', 7, 'BJ-30 24, FW-03 1'],
  ['砚溪',   'changed',    8, 'BJ-114 24, SB-20 4, FW-04 1'],
  ['汀禾',   'cancelled',  18, 'BJ-02 2'],
  ['霁川',   'inReview',   2,  'BJ-30 12, BJ-114 48, FW-03 1'],
  ['拾味',   'orderDraft', 1,  'BJ-02 1, SB-20 2'],
  ['屿禾',   'late',       61, 'BJ-02 1, BJ-30 2'],
  ['漪和',   'partPaid',   58, 'SB-20 4, BJ-30 3'],
  ['澜杉',   'bounced',    40, 'BJ-114 24'],
  ['砚溪',   'paidBack',   64, 'BJ-02 1'],
  ['汀禾',   'byBill',     31, 'BJ-30 4'],
  ['霁川',   'givenUp',    67, 'SB-20 2, BJ-114 12'],
  ['屿禾',   'cameBack',   33, 'BJ-30 6, BJ-114 12'],
  ['砚溪',   'sentAgain',  28, 'SB-20 4'],
  ['漪和',   'askedBack',  22, 'BJ-30 6'],
  ['汀禾',   'comingBack', 24, 'BJ-114 24'],
  ['漪和',   'ready',      9,  'SB-20 3'],
  ['砚溪',   'picking',    8,  'BJ-30 4'],
  ['霁川',   'changing',   9,  'TJ-01 2'],
  ['澜杉',   'backInPart', 27, 'BJ-30 6'],
  ['Saigon', 'overLimit',  8,  'GD-8200 2, BJ-02 2'],
  ['拾味',   'lent',       16, 'BJ-30 2', 'sample'],
  ['澜杉',   'lent',       5,  'BJ-114 6', 'sample'],
  ['漪和',   'consigned',  21, 'SB-20 12, BJ-02 4', 'consignment'],
  ['漪和',   'delivered',  12, 'BJ-30 10', 'direct'],
  ['砚溪',   'accepted',   11, 'FW-04 1', 'service'],
  ['火腿坊', 'released',   7,  'FW-01 9'],
]

export const orderPlans: readonly OrderPlan[] = rows.map(([buyer, fate, day, lines, type]) => ({
  buyer,
  fate,
  day,
  lines: linesIn(lines),
  type: type ?? 'standard',
}))
