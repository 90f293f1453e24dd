import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#kernel/api.ts'
import { type Answer, type TestApp, testApp } from '../app.ts'
import { everyKind, type Kind, type Records } from '../everyKind.ts'
import { exampleOf, idPlaces, pathOf } from '../idFields.ts'

const mark = 'Initech'
let t: TestApp
let own: Records
let foreign: Records

beforeAll(async () => {
  t = await testApp()
  own = await everyKind(t.as('olivia'), 'Umbrella')
  foreign = await everyKind(t.as('gus'), mark)
}, 120_000)
afterAll(() => t?.close())

/** The kind of record that a field names, by its name; what means different things is told by its route. */
const kinds: Readonly<Record<string, Kind>> = {
  customerId: 'customer',
  payerId: 'customer',
  referredBy: 'customer',
  subjectId: 'customer',
  recordId: 'customer',
  contactId: 'contact',
  profileId: 'billingProfile',
  ownerId: 'user',
  managerId: 'user',
  headId: 'user',
  userId: 'user',
  deptId: 'department',
  orderId: 'confirmedOrder',
  productId: 'product',
  warehouseId: 'warehouse',
  toWarehouseId: 'warehouse',
  damagedWarehouseId: 'warehouse',
  dealId: 'deal',
  afterId: 'deal',
  beforeId: 'deal',
  pipelineId: 'pipeline',
  pipeline: 'pipeline',
  stageId: 'stage',
  poolId: 'pool',
  fallbackPoolId: 'leadPool',
  'deptIds[]': 'department',
  // a rule of the company's own would be one that is kept: any id that is none is refused just so
  '/assignment rules[].id': 'stage',
  ruleId: 'stage',
  needId: 'need',
  orderLineId: 'confirmedLine',
  receiptId: 'receipt',
  invoiceId: 'invoice',
  'shipmentIds[]': 'shipped',
  shipmentLineId: 'shipmentLine',
  ticketId: 'ticket',
  shipmentId: 'shipment',
  handlerId: 'user',
  'orderIds[]': 'confirmedOrder',
  'chosen[]': 'quoteLine',
  'release[]': 'orderLine',
  'products[]': 'product',
  viewId: 'view',
  '/links recordId': 'survey',
  '/surveys orderId': 'confirmedOrder',
  '/surveys ticketId': 'closedTicket',
  winnerId: 'customer',
  loserId: 'customer',
  aId: 'customer',
  bId: 'customer',
  '/twins id': 'customer',
  '/customers parentId': 'customer',
  '/departments parentId': 'department',
  '/price-lists put[].id': 'priceLine',
  'drop[]': 'priceLine',
  '/quotes lines[].id': 'quoteLine',
  '/orders lines[].id': 'orderLine',
  '/pipelines stages[].id': 'stage',
  '/views ids[]': 'view',
  '/batch rows[].id': 'customer',
  '/timeline id': 'customer',
  '/thread id': 'customer',
  '/needs id': 'customer',
  '/promises id': 'customer',
}
/** Of the path's `:id`. */
const owners: Readonly<Record<string, Kind>> = {
  '/users': 'user',
  '/departments': 'department',
  '/invitations': 'invitation',
  '/api-keys': 'apiKey',
  '/fields': 'field',
  '/views': 'view',
  '/customers': 'customer',
  '/contacts': 'contact',
  '/billing-profiles': 'billingProfile',
  '/products': 'product',
  '/price-lists': 'priceList',
  '/warehouses': 'warehouse',
  '/stock': 'level',
  '/stock-documents': 'stockDocument',
  '/leads': 'lead',
  '/pools': 'pool',
  '/followups': 'followup',
  '/needs': 'need',
  '/promises': 'promise',
  '/reminders': 'reminder',
  '/pipelines': 'pipeline',
  '/deals': 'deal',
  '/quotes': 'quote',
  '/orders': 'order',
  '/approvals': 'approval',
  '/handoffs': 'handoff',
  '/shipments': 'shipment',
  '/invoices': 'invoice',
  '/receipts': 'receipt',
  '/refunds': 'refund',
  '/receivables': 'customer',
  '/write-offs': 'writeOff',
  '/tickets': 'ticket',
  '/goods-returns': 'goodsReturn',
  '/surveys': 'survey',
  '/links': 'link',
}

/** Where a move only starts in another state. */
const movers: Readonly<Record<string, Kind>> = {
  'POST /quotes/:id/moves/accept': 'sentQuote',
  'POST /stock-documents/:id/moves/cancel': 'postedDocument',
  'POST /shipments/:id/arrivals': 'shipped',
  'POST /goods-returns/:id/moves/receive': 'approvedReturn',
  'POST /invoices/:id/reds': 'issuedInvoice',
  'POST /deals/:id/moves/changeCustomer': 'bareDeal',
}

const stemOf = ({ path }: Endpoint): string => `/${path.split('/')[1] ?? ''}`

function kindOf(row: Endpoint, place: string): Kind {
  const kind = kinds[`${stemOf(row)} ${place}`] ?? kinds[place.split('.').at(-1) ?? '']
  if (!kind) throw new Error(`${row.method} ${row.path}: a record of which kind is ${place}? Say it in this test.`)
  return kind
}

type Attack = { readonly row: Endpoint; readonly place: string; readonly from: 'body' | 'query' | 'path' }
const nameOf = ({ row, from, place }: Attack): string => `${row.method} ${row.path} ${from} ${place}`

/** Attack → why another company's record may stand there: nothing of it is read or kept. */
const harmless: Readonly<Record<string, string>> = {
  'GET /notices query cursor': "a place in one's own list",
  'GET /assignment/given query userId': 'a filter of the own list, which nothing of another company is in',
  'GET /assignment/given query ruleId': 'as above',
  'POST /me/org body orgId': "one's own companies, which the sign-in is asked",
  'POST /deals/:id/place body afterId': 'a neighbour that is not in the column (any more) means its top',
  'POST /deals/:id/place body beforeId': 'a neighbour that is not in the column (any more) means its top',
}

function attacks(): Attack[] {
  const all = t.app.baton.rows.flatMap(({ row }): Attack[] => {
    if (row.access === 'public') return []
    const of = (from: 'body' | 'query') => idPlaces(row[from]).map(place => ({ row, place, from }))
    const path = row.path.includes('/:id') && owners[stemOf(row)] ? [{ row, place: ':id', from: 'path' as const }] : []
    return [...of('body'), ...of('query'), ...path]
  })
  return all.filter(attack => !harmless[nameOf(attack)])
}

type Body = Record<string, unknown>

/** What a request needs beside its schema to come as far as the record it names. */
const filled: Readonly<Record<string, (body: Body) => Body>> = {
  'POST /leads/:id/moves/convert': body => ({ ...body, newCustomer: true }),
  'POST /deals/:id/place': body => ({ ...body, stageId: body.stageId === own.stage ? own.nextStage : body.stageId }),
  'POST /tickets': body => ({ customerId: own.customer, ...body }),
  'POST /shipments/:id/arrivals': body => ({
    ...body,
    lines: [body.lines].flat().map(line => ({ ...Object(line), cameBack: '1' })),
  }),
  'POST /invoices': ofAnOrder,
  'POST /invoices/preview': ofAnOrder,
  'PUT /assignment': body => ({ ...body, version: 0 }),
  'POST /pipelines': withStages,
  'PUT /pipelines/:id': withStages,
}

function ofAnOrder(body: Body): Body {
  return body.profileId ? { orderIds: [own.confirmedOrder], ...body } : body
}

function withStages(body: Body): Body {
  const label = { en: 'x', zh: 'x' }
  const given: readonly unknown[] = Array.isArray(body.stages) ? body.stages : []
  const rest = ['open', 'won', 'lost'].map(kind => ({ label, kind, probability: kind === 'won' ? 100 : 0 }))
  return { ...body, stages: [...given, ...rest] }
}

async function send(attack: Attack): Promise<Answer> {
  const { row, place, from } = attack
  const idsIn = (where: 'body' | 'query') => (at: string) =>
    (from === where && at === place ? foreign : own)[kindOf(row, at)]
  const filledBody = filled[`${row.method} ${row.path}`] ?? ((body: Body) => body)
  const body = filledBody(exampleOf(row.body, idsIn('body'), from === 'body' ? place : ''))
  const url = urlOf(attack, exampleOf(row.query, idsIn('query'), from === 'query' ? place : ''))
  const me = t.as('olivia')
  if (row.upload) return uploadTo(url)
  if (row.method === 'GET') return me.get(url)
  if (row.method === 'DELETE') return me.delete(url)
  return me[row.method === 'POST' ? 'post' : row.method === 'PUT' ? 'put' : 'patch'](url, body)
}

const oneFile = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\na\r\n--x--\r\n'

async function uploadTo(url: string): Promise<Answer> {
  const authorization = `Bearer ${await t.world.keyOf('olivia')}`
  const headers = { authorization, 'content-type': 'multipart/form-data; boundary=x' }
  const response = await t.app.inject({ method: 'POST', url: `/api${url}`, headers, payload: oneFile })
  return { status: response.statusCode, body: response.json<Answer['body']>(), response }
}

function urlOf({ row, from }: Attack, query: Body): string {
  const owner = movers[`${row.method} ${row.path}`] ?? owners[stemOf(row)]
  const params: Readonly<Record<string, string>> = {
    id: owner ? (from === 'path' ? foreign : own)[owner] : '',
    entity: 'order',
    purpose: 'review',
    move: 'confirm',
  }
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) search.set(name, String(value))
  const path = row.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
  return `${path}${search.size > 0 ? `?${search}` : ''}`
}

function fault(attack: Attack, { status, body, response }: Answer): string | undefined {
  const { row, from, place } = attack
  const said = `${nameOf(attack)}: ${status} ${response.body.slice(0, 200)}`
  if (response.body.includes(mark)) return `leaks: ${said}`
  if (status >= 500) return said
  if (from === 'path') return status === 404 ? undefined : said
  // a question answers without the record, or that it is not there
  if (row.mode === 'read' && (status === 200 || status === 404)) return undefined
  return status >= 400 && namesIt(place, body) ? undefined : said
}

/** The field, or the line that it stands in; what a move fills in (`values`) is named as the record's own field. */
function namesIt(place: string, { reasons }: Answer['body']): boolean {
  const at = pathOf(place).replace(/^values\./, '')
  const line = at.replace(/(?<=\.\d+)\.\w+$/, '')
  const paths = (Array.isArray(reasons) ? reasons : []).map(one => String(Object(one).path))
  return paths.some(path => path === at || path === line || path === at.replace(/\.0$/, ''))
}

test('a record of another company is nobody’s business, wherever a request names it', async () => {
  const wrong: string[] = []
  for (const attack of attacks()) {
    const found = fault(attack, await send(attack))
    if (found) wrong.push(found)
  }
  expect(wrong).toEqual([])
  expect(attacks().length).toBeGreaterThan(150)
}, 120_000)
