// One thread from a lead to the last payment and back from a return: two parts, a deposit and the rest, one invoice,
// a broken piece that comes back and goes out again. Finished, so that the owner sees what the end looks like.
import { editCustomer } from '#features/customer/server/customer.service.ts'
import { logFollowup } from '#features/followup/server/followup.service.ts'
import { createLead } from '#features/lead/server/create.service.ts'
import { assignLead } from '#features/lead/server/leadMove.service.ts'
import { createQuote } from '#features/quote/server/quote.service.ts'
import { moveQuote } from '#features/quote/server/quoteMove.service.ts'
import { convertLead } from '#journeys/convertLead.ts'
import { noTerms, type Terms } from '#kernel/terms.ts'
import { askForBill, issueBill, nothingBilled } from './billStory.ts'
import { pay, receiptPhoto, says, ship, sign } from './goodsStory.ts'
import { type Act, endings, handOver, type Made } from './orderStory.ts'
import type { Company } from './people.ts'
import { writeDownBilling } from './profileStory.ts'
import { sentAgain } from './serviceStory.ts'
import type { Scene, Story } from './story.ts'
import { dayAgo } from './when.ts'

const begun = 80
const company = '南浔湖笔文化用品有限公司'
const address = '浙江省湖州市南浔区善琏镇工业路 18 号'
const terms: Terms = {
  ...noTerms,
  instalments: [
    { kind: 'deposit', percent: '30', on: 'confirmed', days: 3 },
    { kind: 'balance', on: 'delivered', days: 15 },
  ],
}
type Front = { leadId: string; customerId: string; dealId: string; contactId: string; quoteId: string }

export function threadStory(of: Company, products: ReadonlyMap<string, string>): Story {
  const at: Front = { leadId: '', customerId: '', dealId: '', contactId: '', quoteId: '' }
  const made: Made = { orderId: '', handoffId: '' }
  const promisedDate = dayAgo(of.database.clock, begun - 40)
  const acts = [
    ...lead(of, at),
    ...quote(of, products, at),
    ...handOver(() => at.dealId, made, { promisedDate, expectedClose: promisedDate, address }),
    ...back(of, made),
  ]
  return acts.map(([by, time, play], i): Scene => ({ day: Math.max(1, begun - i), time, by, play }))
}

/** Asked for at a fair, called, made a customer. */
function lead(of: Company, at: Front): Act[] {
  const told = { name: '沈先生', company, source: '展会扫码', need: '毛笔装盒贴标，每分钟 40 盒', phone: '13957288016' }
  const call = { kind: 'call' as const, content: '现场两条手工线，想先上装盒贴标，预算六十万。' }
  const asked = { needs: [{ text: '每分钟 40 盒以上', importance: 3 }], nextStep: '上门看现场' }
  const come: Act[2] = async (tx, actor) => {
    at.leadId = (await createLead(tx, actor, { ...told, ownerId: null })).id
  }
  const turn: Act[2] = async (tx, actor) => {
    const turned = await convertLead(tx, actor, at.leadId, { dealName: '湖笔装盒贴标线', amount: '230000' })
    Object.assign(at, turned)
  }
  const subject = () => ({ subjectEntity: 'lead' as const, subjectId: at.leadId })
  return [
    ['wen', '09:40', come],
    ['wen', '10:30', (tx, actor) => assignLead(tx, actor, at.leadId, { ownerId: of.cast.shen.userId })],
    ['shen', '11:00', (tx, actor) => logFollowup(tx, actor, { ...subject(), ...call, ...asked })],
    ['shen', '14:20', turn],
    ['shen', '14:40', (tx, actor) => editCustomer(tx, actor, at.customerId, { address })],
    ['lu', '15:00', (tx, actor) => writeDownBilling(tx, actor, at.customerId, { name: company, address })],
  ]
}

/** Quoted and accepted. */
function quote(of: Company, products: ReadonlyMap<string, string>, at: Front): Act[] {
  const lineOf = (code: string, unitQty: string) => ({ productId: products.get(code) ?? '', unitQty })
  const lines = [lineOf('SB-20', '6'), lineOf('TB-150', '2'), lineOf('JZ-300', '1')]
  const draw: Act[2] = async (tx, actor) => {
    const { dealId, contactId } = at
    const validUntil = dayAgo(of.database.clock, -20)
    at.quoteId = (await createQuote(tx, actor, { dealId, contactId, lines, validUntil, terms })).id
  }
  return [
    ['shen', '11:00', draw],
    ['shen', '14:00', (tx, actor) => moveQuote(tx, actor, at.quoteId, 'send', {})],
    ['shen', '16:20', (tx, actor) => moveQuote(tx, actor, at.quoteId, 'accept', {})],
  ]
}

/** Reviewed, deposit, two parts, the rest, an invoice; two of the sensors come back broken and are sent again. */
function back(of: Company, made: Made): Act[] {
  const [first, rest] = [{ shipmentId: '' }, { shipmentId: '' }]
  const bill = nothingBilled()
  return [
    ...endings.confirmed(made),
    pay(made, '30'),
    ...ship(made, first, 'first'),
    says(first, 'in_transit', '杭州转运中心', '已发往湖州'),
    says(first, 'signed', '南浔善琏', '收发室签收'),
    sign(first),
    ...receiptPhoto(of, first),
    ...ship(made, rest, 'rest'),
    sign(rest),
    askForBill(made, bill, 'special'),
    ...issueBill(bill),
    pay(made, '70'),
    ...sentAgain(made),
  ]
}
