// A request that is well formed and names records that exist, for every route: from the endpoint's own schema, and
// from what this table knows of names.
import type pg from 'pg'
import type { Endpoint } from '#kernel/api.ts'
import type { Kind, Records } from './everyKind.ts'

export type Body = Record<string, unknown>

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
  'mentions[]': 'user',
  '/mentionable id': 'customer',
  '/followup-logging phrases[].id': 'stage',
  deptId: 'department',
  orderId: 'confirmedOrder',
  productId: 'product',
  'productIds[]': 'product',
  warehouseId: 'warehouse',
  toWarehouseId: 'warehouse',
  siteId: 'site',
  '/settlements lines[].shipmentLineId': 'siteLine',
  damagedWarehouseId: 'warehouse',
  dealId: 'deal',
  afterId: 'deal',
  beforeId: 'deal',
  pipelineId: 'pipeline',
  pipeline: 'pipeline',
  stageId: 'stage',
  // an item of a stage: any id that is none of its own is not ticked
  '/deals checks[]': 'stage',
  '/pipelines stages[].checks[].id': 'stage',
  lostTo: 'competitor',
  competitorId: 'competitor',
  poolId: 'pool',
  fallbackPoolId: 'leadPool',
  'deptIds[]': 'department',
  'pipelineIds[]': 'pipeline',
  // a rule of the company's own would be one that is kept: any id that is none is refused just so
  '/assignment rules[].id': 'stage',
  ruleId: 'stage',
  needId: 'need',
  followupId: 'followup',
  // only a visitor asks: any id that is none is refused just so
  questionId: 'stage',
  orderLineId: 'confirmedLine',
  'lineIds[]': 'confirmedLine',
  receiptId: 'receipt',
  invoiceId: 'invoice',
  'shipmentIds[]': 'shipped',
  shipmentLineId: 'shipmentLine',
  ticketId: 'ticket',
  shipmentId: 'shipment',
  handlerId: 'user',
  formId: 'form',
  campaignId: 'campaign',
  '/campaigns costId': 'campaign',
  '/lead-sources items[].id': 'stage',
  'orderIds[]': 'confirmedOrder',
  'chosen[]': 'quoteLine',
  'release[]': 'orderLine',
  'orderLineIds[]': 'orderLine',
  'products[]': 'product',
  assigneeId: 'user',
  '/supplies wants[].orderLineId': 'supplyLine',
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
  '/contracts lines[].id': 'contractLine',
  contractLineId: 'contractLine',
  contractId: 'contract',
  templateId: 'contractTemplate',
  quoteId: 'sentQuote',
  // only a scan among the contract's own files: any id that is none is refused just so
  fileId: 'stage',
  // only files of the record itself: any id that is none is refused just so
  '/emails fileIds[]': 'stage',
  '/orders lines[].id': 'orderLine',
  '/changes actions[].lineId': 'confirmedLine',
  '/pipelines stages[].id': 'stage',
  '/views ids[]': 'view',
  '/batch rows[].id': 'customer',
  '/timeline id': 'customer',
  '/thread id': 'customer',
  '/needs id': 'customer',
  '/known id': 'customer',
  drawnId: 'drawn',
  '/spot-flaws id': 'customer',
  '/completeness id': 'customer',
  '/tasks id': 'customer',
  '/tasks about.id': 'customer',
  '/tasks fromId': 'user',
  '/tasks toId': 'user',
  '/promises id': 'customer',
  '/users to': 'user',
  '/users customers[].id': 'customer',
  '/users customers[].to': 'user',
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
  '/tasks': 'task',
  '/needs': 'need',
  '/promises': 'promise',
  '/reminders': 'reminder',
  '/pipelines': 'pipeline',
  '/deals': 'deal',
  '/competitors': 'competitor',
  '/quotes': 'quote',
  '/contracts': 'contract',
  '/contract-templates': 'contractTemplate',
  '/orders': 'order',
  '/changes': 'change',
  '/approvals': 'approval',
  '/handoffs': 'handoff',
  '/supplies': 'supply',
  '/shipments': 'shipment',
  '/settlements': 'settlement',
  '/consigned': 'siteLine',
  '/invoices': 'invoice',
  '/receipts': 'receipt',
  '/refunds': 'refund',
  '/receivables': 'customer',
  '/write-offs': 'writeOff',
  '/credit-releases': 'creditRelease',
  '/tickets': 'ticket',
  '/goods-returns': 'goodsReturn',
  '/surveys': 'survey',
  '/registrations': 'registration',
  '/links': 'link',
  '/forms': 'form',
  '/campaigns': 'campaign',
  '/notice-bots': 'noticeBot',
  '/spot-checks': 'spotCheck',
  '/spot-flaws': 'drawn',
  '/form-answers': 'form',
}

/** Where a move only starts in another state. */
const movers: Readonly<Record<string, Kind>> = {
  'POST /quotes/:id/moves/accept': 'sentQuote',
  'POST /quotes/:id/links': 'sentQuote',
  'POST /quotes/:id/mail': 'sentQuote',
  'POST /stock-documents/:id/moves/cancel': 'postedDocument',
  'POST /shipments/:id/arrivals': 'shipped',
  'POST /settlements/:id/moves/unpost': 'postedSettlement',
  'POST /goods-returns/:id/moves/receive': 'approvedReturn',
  'POST /invoices/:id/reds': 'issuedInvoice',
  'POST /deals/:id/moves/changeCustomer': 'bareDeal',
}

const stemOf = ({ path }: Endpoint): string => `/${path.split('/')[1] ?? ''}`

export function kindOf(row: Endpoint, place: string): Kind {
  const kind = kinds[`${stemOf(row)} ${place}`] ?? kinds[place.split('.').at(-1) ?? '']
  if (!kind) throw new Error(`${row.method} ${row.path}: a record of which kind is ${place}? Say it here.`)
  return kind
}

export const ownerOf = (row: Endpoint): Kind | undefined => owners[stemOf(row)]

/** What a request needs beside its schema to come as far as the record it names. */
const filled: Readonly<Record<string, (body: Body, own: Records) => Body>> = {
  'POST /leads/:id/moves/convert': body => ({ ...body, newCustomer: true }),
  'POST /deals/:id/place': (body, own) => ({
    ...body,
    stageId: body.stageId === own.stage ? own.nextStage : body.stageId,
  }),
  'POST /tickets': (body, own) => ({ customerId: own.customer, ...body }),
  'POST /shipments/:id/arrivals': body => ({
    ...body,
    lines: [body.lines].flat().map(line => ({ ...Object(line), cameBack: '1' })),
  }),
  'POST /invoices': ofAnOrder,
  'POST /invoices/preview': ofAnOrder,
  'PUT /followup-logging': withStep,
  'PUT /followup-logging/own': withStep,
  'PUT /sales-targets': body => ({
    year: 2026,
    items: [body.items].flat().map(item => ({ ...Object(item), month: '2026-01-01', amount: '1' })),
  }),
  'PUT /assignment': body => ({ ...body, version: 0 }),
  'POST /pipelines': withStages,
  'PUT /pipelines/:id': withStages,
}

function ofAnOrder(body: Body, own: Records): Body {
  return body.profileId ? { orderIds: [own.confirmedOrder], ...body } : body
}

/** A time of the next step goes with a step. */
function withStep(body: Body): Body {
  return { ...body, phrases: [body.phrases].flat().map(phrase => ({ ...Object(phrase), nextStep: 'x' })) }
}

function withStages(body: Body): Body {
  const label = { en: 'x', zh: 'x' }
  const given: readonly unknown[] = Array.isArray(body.stages) ? body.stages : []
  const rest = ['open', 'won', 'lost'].map(kind => ({ label, kind, probability: kind === 'won' ? 100 : 0 }))
  return { ...body, stages: [...given, ...rest] }
}

export const filledFor =
  (row: Endpoint, own: Records) =>
  (body: Body): Body =>
    filled[`${row.method} ${row.path}`]?.(body, own) ?? body

export function urlOf(row: Endpoint, from: Records, query: Body): string {
  const owner = movers[`${row.method} ${row.path}`] ?? ownerOf(row)
  const params: Readonly<Record<string, string>> = {
    id: owner ? from[owner] : '',
    drawnId: from.drawn,
    entity: 'order',
    purpose: 'review',
    move: 'confirm',
  }
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) search.set(name, String(value))
  const path = row.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
  return `${path}${search.size > 0 ? `?${search}` : ''}`
}

type Wanted = {
  readonly row: Endpoint
  readonly owner: Kind
  readonly own: Records
  readonly orgId: string
  readonly most?: number
}

/** Of the path's `:id`: the one of its kind and the newest others. */
export async function idsOf(db: pg.Client, { row, owner, own, orgId, most = 12 }: Wanted): Promise<string[]> {
  const table = stemOf(row).slice(1).replaceAll('-', '_')
  const known = await db.query(
    `select from information_schema.columns where table_schema = 'public' and table_name = $1 and column_name in ('org_id', 'id')`,
    [table],
  )
  if (known.rowCount !== 2) return [own[owner]]
  const found = await db.query<{ id: string }>(`select id from ${table} where org_id = $1 order by id desc limit $2`, [
    orgId,
    most,
  ])
  return [...new Set([own[owner], ...found.rows.map(one => one.id)])]
}
