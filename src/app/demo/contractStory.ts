// What the demo company has signed: a framework that is called off, one changed once, one at the customer, one in approval.
import { approve } from '#features/approval/server/approval.service.ts'
import { inbox } from '#features/approval/server/subject.service.ts'
import type { LineInput, NewContract } from '#features/contract/contract.schema.ts'
import { amendContract } from '#features/contract/server/amend.service.ts'
import { getContract } from '#features/contract/server/contract.service.ts'
import { moveContract } from '#features/contract/server/contractMove.service.ts'
import { createContract } from '#features/contract/server/create.service.ts'
import { editContract } from '#features/contract/server/edit.service.ts'
import { setContracting } from '#features/contract/server/settings.service.ts'
import { giveContractLink } from '#features/contract/server/signing.service.ts'
import { remindContracts } from '#features/contract/server/term.service.ts'
import { contractScope } from '#features/contract/server/visitorSign.service.ts'
import { listCustomers } from '#features/customer/server/customer.service.ts'
import { callOffOrder } from '#features/order/server/callOff.service.ts'
import { visitorOf } from '#features/people/server/visitor.service.ts'
import { submitOrder } from '#journeys/confirmOrder.ts'
import type { Actor } from '#kernel/access.ts'
import type { Clock } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { missing } from '#kernel/refusal.ts'
import { usualTerms } from '#kernel/termsSaid.ts'
import { render } from '#kernel/text.ts'
import { companyName, type Person } from './people.ts'
import type { Scene, Story } from './story.ts'
import { dayAgo } from './when.ts'

const service = (name: string, unitQty: string, price: string, more: Partial<LineInput> = {}): LineInput => ({
  name,
  kind: 'service',
  unit: '次',
  unitQty,
  price,
  taxRate: '6',
  ...more,
})

type At = { id: string; orderId: string; linkId: string }
type Play = Scene['play']

/** One of the seller's own customers, the same each time. */
async function someCustomer(tx: Tx, actor: Actor, nth: number): Promise<string> {
  const { items } = await listCustomers(tx, actor, { limit: 20, sort: 'createdAt' })
  const one = items.filter(item => item.ownerId === actor.userId)[nth]
  if (!one) throw missing('customer')
  return one.id
}

const begun =
  (at: At, nth: number, input: (clock: Clock) => Partial<NewContract>): Play =>
  async (tx, actor) => {
    const customerId = await someCustomer(tx, actor, nth)
    const made = await createContract(tx, actor, { customerId, terms: usualTerms.month30, ...input(tx.database.clock) })
    at.id = made.id
  }
const submitted =
  (at: At): Play =>
  (tx, actor) =>
    moveContract(tx, actor, at.id, 'submit', {})
/** Whoever is asked says yes; who is not asked says nothing. */
const agreed =
  (recordId: () => string): Play =>
  async (tx, actor) => {
    const mine = (await inbox(tx, actor)).find(one => one.recordId === recordId())
    if (mine) await approve(tx, actor, mine.id, {})
  }
const given =
  (at: At): Play =>
  async (tx, actor) => {
    at.linkId = (await giveContractLink(tx, actor, at.id, { receiver: '采购部 林经理' })).id
  }
/** By the customer's own hand, on a phone. */
const signedByLink =
  (at: At): Play =>
  async (tx, actor) => {
    const visitor = await visitorOf(tx, contractScope.grants)
    const { contentHash } = await getContract(tx, actor, at.id)
    const agent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) MicroMessenger/8.0.49'
    const where = { receiver: '采购部 林经理', address: '203.0.113.71', agent, folder: '', action: '' }
    const visit = { linkId: at.linkId, recordId: at.id, token: '', lang: 'zh' as const, say: sayZh, ...where }
    const form = {
      do: 'sign',
      hash: contentHash ?? '',
      name: '林经理',
      title: '采购部经理',
      agree: 'on',
      signature: '',
    }
    await contractScope.said?.[0]?.(tx, visitor, visit, form)
  }
const sayZh: Parameters<NonNullable<typeof contractScope.page>>[2]['say'] = (label, values) =>
  render(label, 'zh', values)

const at = (): At => ({ id: '', orderId: '', linkId: '' })
const scene = (day: number, time: string, by: Person, play: Play): Scene => ({ day, time, by, play })
const approvals = (day: number, recordId: () => string): Scene[] =>
  (['fang', 'gu', 'lu'] as const).map((by, i) => scene(day, `11:0${i}`, by, agreed(recordId)))

const frame = (clock: Clock): Partial<NewContract> => ({
  kind: 'framework',
  title: '2026 年度设备维保框架合同',
  lines: [service('年度巡检', '12', '4800'), service('应急到场', '1', '1500', { asNeeded: true })],
  ceiling: '80000',
  effectiveFrom: dayAgo(clock, 40),
  effectiveUntil: dayAgo(clock, -14),
  clauses: '接到报修后 8 小时内响应，48 小时内到场。',
})
const retrofit = (clock: Clock): Partial<NewContract> => ({
  title: '包装线改造合同',
  lines: [service('产线改造设计', '1', '26000', { unit: '项' }), service('安装调试', '2', '6500', { unit: '人天' })],
  effectiveFrom: dayAgo(clock, 20),
})

/** A framework: signed on a phone, called off, a change of it begun, its end near. */
function framework(): Story {
  const own = at()
  const change = at()
  return [
    scene(39, '09:40', 'shen', begun(own, 0, frame)),
    scene(39, '10:10', 'shen', submitted(own)),
    ...approvals(38, () => own.id),
    scene(37, '14:00', 'shen', given(own)),
    scene(36, '16:20', 'shen', signedByLink(own)),
    scene(24, '09:30', 'shen', async (tx, actor) => {
      const [visits] = (await getContract(tx, actor, own.id)).lines
      const lines = [{ contractLineId: visits?.id ?? '', unitQty: '4' }]
      own.orderId = (await callOffOrder(tx, actor, own.id, { lines, promisedDate: dayAgo(tx.database.clock, 14) })).id
    }),
    scene(24, '09:50', 'shen', (tx, actor) => submitOrder(tx, actor, own.orderId, {})),
    scene(
      23,
      '10:00',
      'lu',
      agreed(() => own.orderId),
    ),
    scene(
      23,
      '10:30',
      'he',
      agreed(() => own.orderId),
    ),
    scene(4, '15:00', 'shen', async (tx, actor) => {
      change.id = (await amendContract(tx, actor, own.id, '客户新增一条产线，巡检次数增加')).id
    }),
    scene(4, '15:10', 'shen', (tx, actor) => editContract(tx, actor, change.id, { ceiling: '96000' })),
    scene(1, '23:40', 'gu', tx => remindContracts(tx)),
  ]
}

function oneOff(by: 'shen' | 'qi', day: number, until: 'approval' | 'customer'): Story {
  const own = at()
  return [
    scene(day, '10:20', by, begun(own, 1, retrofit)),
    scene(day, '10:50', by, submitted(own)),
    ...(until === 'customer' ? [...approvals(day - 1, () => own.id), scene(day - 2, '14:30', by, given(own))] : []),
  ]
}

export const contractStories: readonly Story[] = [
  [
    scene(80, '09:30', 'gu', (tx, actor) =>
      setContracting(tx, actor, {
        party: {
          name: companyName,
          taxNumber: '91320115MA1N2K3L4P',
          address: '江苏省南京市江宁区秣周东路 12 号',
          phone: '025-5210 8800',
          bank: '中国工商银行南京江宁支行',
          account: '4301 0156 0910 0188 888',
          signer: '顾长河',
        },
        remindDays: 30,
        esign: { channel: 'standin', standin: { does: 'sign', delay: 0 } },
      }),
    ),
  ],
  framework(),
  oneOff('qi', 9, 'customer'),
  oneOff('shen', 2, 'approval'),
]
