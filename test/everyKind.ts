// A company with one record of every kind that a request can name, made by its owner through the interface.
import type { Answer } from './app.ts'

export type Kind =
  | 'user'
  | 'department'
  | 'invitation'
  | 'apiKey'
  | 'field'
  | 'view'
  | 'customer'
  | 'contact'
  | 'billingProfile'
  | 'product'
  | 'warehouse'
  | 'priceList'
  | 'priceLine'
  | 'level'
  | 'stockDocument'
  | 'postedDocument'
  | 'lead'
  | 'pool'
  | 'leadPool'
  | 'followup'
  | 'need'
  | 'promise'
  | 'reminder'
  | 'pipeline'
  | 'stage'
  | 'nextStage'
  | 'deal'
  | 'bareDeal'
  | 'competitor'
  | 'quote'
  | 'quoteLine'
  | 'sentQuote'
  | 'contract'
  | 'contractLine'
  | 'contractTemplate'
  | 'order'
  | 'orderLine'
  | 'confirmedOrder'
  | 'confirmedLine'
  | 'supply'
  | 'supplyLine'
  | 'shipment'
  | 'shipped'
  | 'site'
  | 'siteLine'
  | 'settlement'
  | 'postedSettlement'
  | 'invoice'
  | 'issuedInvoice'
  | 'shipmentLine'
  | 'receipt'
  | 'refund'
  | 'writeOff'
  | 'creditRelease'
  | 'change'
  | 'ticket'
  | 'goodsReturn'
  | 'survey'
  | 'registration'
  | 'task'
  | 'link'
  | 'form'
  | 'campaign'
  | 'noticeBot'
  | 'spotCheck'
  | 'drawn'
  | 'closedTicket'
  | 'approvedReturn'
  | 'approval'
  | 'handoff'
export type Records = Readonly<Record<Kind, string>>

type Body = Readonly<Record<string, unknown>>
type Of = { readonly id: string } & Body

/** `mark` stands in every name, so that a leak shows. */
type Said = Pick<Answer, 'status' | 'body'>
/** Whoever asks, over whatever line. */
export type Asker = {
  get(path: string): Promise<Said>
  post(path: string, body?: Body): Promise<Said>
  patch(path: string, body: Body): Promise<Said>
}

export async function everyKind(me: Asker, mark: string): Promise<Records> {
  const make = async (path: string, body: Body = {}): Promise<Of> => wellDone(await me.post(path, body), path)
  const first = async (path: string): Promise<Of> => {
    const { items } = wellDone(await me.get(path), path)
    const [one] = Array.isArray(items) ? items : []
    if (!one) throw new Error(`${path}: nothing there`)
    return one
  }
  const user = String(wellDone(await me.get('/me'), '/me').userId)
  const policy = { nodes: [{ by: 'person', userId: user, mode: 'any' }], allowSelf: true, version: 0 }
  for (const about of ['order/review', 'contract/review', 'change/change', 'writeOff/writeOff', 'order/creditRelease'])
    wellDone(await me.patch(`/approval-policies/${about}`, policy), 'policy')
  const form = (await make('/forms', formNamed(mark))).id
  const campaign = (await make('/campaigns', { name: mark })).id
  const group = {
    name: mark,
    active: false,
    kind: 'wecom',
    url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1',
  }
  const noticeBot = (await make('/notice-bots', group)).id
  const competitor = (await make('/competitors', { name: mark })).id
  const people = { user, form, campaign, noticeBot, competitor, ...(await peopleOf(make, mark)) }
  const goods = await goodsOf(make, first, mark)
  const priceList = (await make('/price-lists', { name: mark })).id
  const put = [{ productId: goods.product, price: '9' }]
  const prices = wellDone(await me.patch(`/price-lists/${priceList}/lines`, { put, drop: [] }), 'prices')
  const priceLine = String(Object([prices.items].flat()[0]).id)
  const front = await frontOf(make, first, mark)
  const checked = await spotCheckOf(make, await colleagueOf(me, make, user))
  return {
    priceList,
    priceLine,
    ...checked,
    ...people,
    ...goods,
    ...front,
    ...(await backOf(make, first, { ...goods, ...front })),
  }
}

type Make = (path: string, body?: Body) => Promise<Of>
type First = (path: string) => Promise<Of>

/** Moves and questions answer without an id. */
function wellDone({ status, body }: Said, path: string): Of {
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
  return { ...body, id: String(body.id ?? '') }
}

const lineOf = ({ lines }: Of): string => String(Object(Array.isArray(lines) ? lines[0] : undefined).id)

async function peopleOf(make: Make, mark: string) {
  const label = { en: mark, zh: mark }
  return {
    department: (await make('/departments', { name: mark })).id,
    invitation: (await make('/invitations', { email: `${mark.toLowerCase()}@x.example`, roles: ['sales'] })).id,
    apiKey: (await make('/api-keys', { name: mark })).id,
    field: (await make('/fields', { entity: 'customer', key: 'extra', label, kind: 'text' })).id,
    view: (await make('/views', { entity: 'customer', name: mark })).id,
  }
}

/** Nobody checks themselves: somebody else has a customer. */
async function spotCheckOf(make: Make, colleague: string) {
  await make('/customers', { name: 'Checked', ownerId: colleague })
  const { id, items } = await make('/spot-checks', { entity: 'customer', size: 1, userId: colleague })
  return { spotCheck: id, drawn: String(Object([items].flat()[0]).id) }
}

/** Somebody else of the company; where there is nobody yet, somebody is invited and comes. */
async function colleagueOf(me: Asker, make: Make, user: string): Promise<string> {
  const found = async () => {
    const { items } = wellDone(await me.get('/users'), '/users')
    return [items]
      .flat()
      .map(one => String(Object(one).id))
      .find(id => id !== user)
  }
  const known = await found()
  if (known) return known
  const invited = await make('/invitations', { email: 'second@x.example', roles: ['sales'] })
  const token = String(invited.link).split('#').at(-1)
  await make('/invitations/accept', { token, name: 'Second', password: 'correct horse battery' })
  return String(await found())
}

async function goodsOf(make: Make, first: First, mark: string) {
  const warehouse = (await make('/warehouses', { code: mark.slice(0, 4), name: mark })).id
  const product = (await make('/products', { code: mark, name: mark, price: '10', taxRate: '13' })).id
  const lines = [{ productId: product, unitQty: '50' }]
  const receipt = await make('/stock-documents', { kind: 'receipt', note: mark, lines })
  await make(`/stock-documents/${receipt.id}/moves/post`)
  const stockDocument = (await make('/stock-documents', { kind: 'receipt', note: mark, lines })).id
  return { warehouse, product, stockDocument, postedDocument: receipt.id, level: (await first('/stock')).id }
}

async function frontOf(make: Make, first: First, mark: string) {
  const customer = (await make('/customers', { name: mark, address: mark })).id
  const contact = (await make('/contacts', { customerId: customer, name: mark, phone: '13800138000' })).id
  const billed = { customerId: customer, name: mark, taxNumber: '91110108551385082Q' }
  const billingProfile = (await make('/billing-profiles', billed)).id
  const lead = (await make('/leads', { name: mark })).id
  const pool = (await make('/pools', { entity: 'customer', name: mark })).id
  const leadPool = (await make('/pools', { entity: 'lead', name: mark })).id
  const about = { subjectEntity: 'lead', subjectId: lead }
  const said = { kind: 'call', content: mark, needs: [{ text: mark }], promises: [{ what: mark }] }
  const followup = (await make('/followups', { ...about, ...said })).id
  const soon = { text: mark, fireAt: '2030-01-01T00:00:00.000Z' }
  await make('/reminders', { ...about, ...soon })
  const reminder = (await first('/reminders?until=2031-01-01T00:00:00.000Z')).id
  const task = (await make('/tasks', { about: { entity: 'lead', id: lead }, title: mark, due: '2030-01-01' })).id
  const need = (await first(`/needs?entity=lead&id=${lead}`)).id
  const promise = (await first(`/promises?entity=lead&id=${lead}`)).id
  const pipeline = await first('/pipelines')
  const [stage, nextStage] = (Array.isArray(pipeline.stages) ? pipeline.stages : []).map(one => String(Object(one).id))
  if (!stage || !nextStage) throw new Error('a pipeline of two stages')
  return {
    customer,
    contact,
    billingProfile,
    lead,
    pool,
    leadPool,
    followup,
    task,
    reminder,
    need,
    promise,
    pipeline: pipeline.id,
    stage,
    nextStage,
  }
}

const template = { name: 'x', lang: 'en', kind: 'one_off', body: [{ kind: 'text', text: '{{number}}' }] }

async function backOf(make: Make, first: First, at: { customer: string; contact: string; product: string }) {
  const { customer: customerId, contact: contactId, product: productId } = at
  const lines = [{ productId, unitQty: '1' }]
  const deal = { name: 'x', customerId, contactId, amount: '10', expectedClose: '2030-01-01' }
  const won = (await make('/deals', deal)).id
  const offered = (await make('/quotes', { dealId: won, contactId, lines })).id
  for (const move of ['send', 'accept']) await make(`/quotes/${offered}/moves/${move}`)
  await make(`/deals/${won}/moves/win`, { contactId, address: 'x', promisedDate: '2030-01-01' })
  const open = (await make('/deals', deal)).id
  const quote = await make('/quotes', { dealId: open, lines })
  const sentQuote = (await make('/quotes', { dealId: open, lines })).id
  await make(`/quotes/${sentQuote}/moves/send`)
  const confirmed = await make('/orders', { customerId, lines: [{ productId, unitQty: '5' }] })
  const submitted = (await make('/orders', { customerId, lines })).id
  const approvalOf = async (id: string) => (await first(`/approvals?entity=order&recordId=${id}`)).id
  for (const id of [confirmed.id, submitted]) await make(`/orders/${id}/moves/submit`)
  await make(`/approvals/${await approvalOf(confirmed.id)}/moves/approve`)
  const order = await make('/orders', { customerId, lines })
  return {
    deal: open,
    bareDeal: (await make('/deals', deal)).id,
    quote: quote.id,
    quoteLine: lineOf(quote),
    sentQuote,
    ...(await contractsOf(make, { customerId, lines })),
    order: order.id,
    orderLine: lineOf(order),
    confirmedOrder: confirmed.id,
    confirmedLine: lineOf(confirmed),
    ...(await goodsOfOrders(make, approvalOf, { customerId, productId }, lineOf(confirmed))),
    ...(await invoicesOf(make, confirmed)),
    ...(await moneyOf(make, customerId, confirmed.id)),
    ticket: (await make('/tickets', { title: 'x', customerId, orderId: confirmed.id })).id,
    ...(await returnsOf(make, confirmed.id, lineOf(confirmed))),
    ...(await surveyOf(make, first, customerId)),
    registration: (await make('/registrations', { customerId, evidence: 'x' })).id,
    approval: await approvalOf(submitted),
    handoff: (await first('/handoffs')).id,
  }
}

async function contractsOf(make: Make, body: Body) {
  const contract = await make('/contracts', body)
  const contractTemplate = (await make('/contract-templates', template)).id
  return { contract: contract.id, contractLine: lineOf(contract), contractTemplate }
}

async function moneyOf(make: Make, customerId: string, orderId: string) {
  const allocations = [{ orderId, amount: '5' }]
  const receipt = (await make('/receipts', { customerId, amount: '100', allocations })).id
  const lost = { orderId, kind: 'bad_debt', amount: '2', reason: 'x' }
  const writeOff = (await make('/write-offs', lost)).id
  const asked = { orderId, amount: '5', until: '2030-01-01', reason: 'x' }
  const creditRelease = (await make('/credit-releases', asked)).id
  const actions = [{ kind: 'date', promisedDate: '2027-01-31' }]
  const change = (await make('/changes', { orderId, reason: 'x', actions })).id
  return {
    receipt,
    writeOff,
    creditRelease,
    change,
    refund: (await make('/refunds', { receiptId: receipt, amount: '1', reason: 'x' })).id,
  }
}

type Sold = { readonly customerId: string; readonly productId: string }
type ApprovalOf = (id: string) => Promise<string>
async function goodsOfOrders(make: Make, approvalOf: ApprovalOf, sold: Sold, lineId: string) {
  const laid = await consignmentOf(make, approvalOf, sold)
  return { ...laid, ...(await suppliesOf(make, sold)), ...(await shipmentsOf(make, lineId)) }
}

/** A line that lacks what nobody has asked for: more than there is, of an order that waits in review. */
async function suppliesOf(make: Make, { customerId, productId }: Sold) {
  const waiting = await make('/orders', { customerId, lines: [{ productId, unitQty: '500' }] })
  await make(`/orders/${waiting.id}/moves/submit`)
  const supply = (await make('/supplies', { kind: 'buy', productId, qty: '5' })).id
  return { supply, supplyLine: lineOf(waiting) }
}

/** Goods at a site: some settled, some on a draft. */
async function consignmentOf(make: Make, approvalOf: ApprovalOf, { customerId, productId }: Sold) {
  const site = (await make('/warehouses', { code: 'SITE', name: 'Site', customerId })).id
  const lines = [{ productId, unitQty: '4' }]
  const order = (await make('/orders', { customerId, type: 'consignment', lines })).id
  await make(`/orders/${order}/moves/submit`)
  await make(`/approvals/${await approvalOf(order)}/moves/approve`)
  const sent = await make('/shipments', { orderIds: [order] })
  for (const move of ['ready', 'ship']) await make(`/shipments/${sent.id}/moves/${move}`)
  const siteLine = lineOf(sent)
  const settle = async () =>
    (await make('/settlements', { siteId: site, lines: [{ shipmentLineId: siteLine, qty: '1' }] })).id
  const [settlement, postedSettlement] = [await settle(), await settle()]
  await make(`/settlements/${postedSettlement}/moves/post`)
  return { site, siteLine, settlement, postedSettlement }
}

async function shipmentsOf(make: Make, orderLineId: string) {
  const plan = () => make('/shipments', { lines: [{ orderLineId, unitQty: '1' }] })
  const [shipment, sent] = [(await plan()).id, await plan()]
  const shipped = sent.id
  for (const move of ['ready', 'ship']) await make(`/shipments/${shipped}/moves/${move}`)
  return { shipment, shipped, shipmentLine: lineOf(sent) }
}

async function invoicesOf(make: Make, order: Of) {
  const taxCode = '1090205000000000000'
  const buyer = { taxNumber: '91110108551385082Q' }
  const lines = [{ orderLineId: lineOf(order), unitQty: '1', taxCode }]
  const ask = async () => (await make('/invoices', { lines, buyer })).id
  const [invoice, issuedInvoice] = [await ask(), await ask()]
  await make(`/invoices/${issuedInvoice}/moves/issue`)
  await make(`/invoices/${issuedInvoice}/moves/record`, { taxNumber: '0'.repeat(20) })
  return { invoice, issuedInvoice }
}

/** Of goods that a shipment of their own has delivered. */
async function returnsOf(make: Make, orderId: string, orderLineId: string) {
  const { id } = await make('/shipments', { lines: [{ orderLineId, unitQty: '2' }] })
  for (const move of ['ready', 'ship', 'deliver']) await make(`/shipments/${id}/moves/${move}`)
  const ask = async () => (await make('/goods-returns', { orderId, lines: [{ orderLineId, unitQty: '1' }] })).id
  const [goodsReturn, approvedReturn] = [await ask(), await ask()]
  await make(`/goods-returns/${approvedReturn}/moves/approve`)
  return { goodsReturn, approvedReturn }
}

/** What makes a lead form of a name and a phone number. */
export const formNamed = (name: string) => {
  const field = { label: null, help: null, required: true }
  const content = {
    fields: ['name', 'phone'].map(key => ({ ...field, key })),
    title: { en: name, zh: name },
    ...{ intro: null, thanks: null, redirectUrl: null, consent: null, langs: ['en'], showLogo: false, hosts: [] },
  }
  return { name, source: null, poolId: null, ruleId: null, content }
}

/** Closing a ticket makes one; a link is given out, and another ticket is closed that was asked about, too. */
async function surveyOf(make: Make, first: First, customerId: string) {
  const closedTicket = (await make('/tickets', { title: 'x', customerId })).id
  await make(`/tickets/${closedTicket}/moves/start`)
  await make(`/tickets/${closedTicket}/moves/resolve`, { resolution: 'x' })
  await make(`/tickets/${closedTicket}/moves/close`)
  const survey = (await first('/surveys')).id
  const link = (await make(`/surveys/${survey}/links`)).id
  return { closedTicket, survey, link }
}
