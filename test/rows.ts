// Rows as bare SQL, for tests that break what no verb would write.

export const org = '00000000-0000-7000-8000-00000000000a'
export const owner = '00000000-0000-7000-8000-0000000000a1'

export const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
export type Values = Readonly<Record<string, string | number | boolean | null>>

export function insert(table: string, values: Values): string {
  const all: Values = { org_id: org, ...values }
  const texts = Object.values(all).map(value => (typeof value === 'string' ? `'${value}'` : String(value)))
  return `insert into ${table} (${Object.keys(all).join(', ')}) values (${texts.join(', ')});`
}

export const now = '2026-11-01T00:00:00Z'
export const stamps = { version: 1, created_at: now, updated_at: now }
export const without = (table: string, ...constraints: string[]): string =>
  constraints.map(name => `alter table ${table} drop constraint ${name};`).join('')

export const savedView = (n: number, more: Values): string =>
  insert('views', { id: id(n), name: 'Mine', kind: 'table', created_at: now, updated_at: now, ...more })

export const customer = (n: number, more: Values = {}): string =>
  insert('customers', {
    id: id(n),
    number: `KH${n}`,
    name: `C${n}`,
    name_key: `c${n}`,
    company_key: `c${n}`,
    owner_id: owner,
    ...stamps,
    ...more,
  })
export const lead = (n: number, more: Values = {}): string =>
  insert('leads', {
    id: id(n),
    number: `XS${n}`,
    name: 'Li',
    state: 'unassigned',
    thread_id: id(900 + n),
    ...stamps,
    ...more,
  })
export const deal = (n: number, more: Values = {}): string =>
  insert('deals', {
    id: id(n),
    number: `SJ${n}`,
    name: 'D',
    customer_id: id(1),
    pipeline_id: id(70),
    stage_id: id(71),
    state: 'open',
    currency: 'CNY',
    thread_id: id(900 + n),
    stage_since: now,
    board_key: 'a',
    ...stamps,
    ...more,
  })
export const stage = (n: number, kind: string): string =>
  insert('deal_stages', { id: id(n), pipeline_id: id(70), label: '{}', kind, probability: 10, position: n })
export const money = {
  currency: 'CNY',
  rate: 1,
  tax_mode: 'inclusive',
  tax_round: 'line',
  net: 100,
  tax: 13,
  gross: 113,
}
export const quote = (n: number, more: Values = {}): string =>
  insert('quotes', {
    id: id(n),
    number: 'BJ1',
    version_no: 1,
    deal_id: id(30),
    customer_id: id(1),
    state: 'draft',
    is_current: true,
    valid_until: '2026-12-31',
    terms: '[]',
    thread_id: id(930),
    ...money,
    ...stamps,
    ...more,
  })
export const line = {
  kind: 'goods',
  fulfil: 'ship',
  name: 'P',
  unit: 'pc',
  unit_qty: 10,
  factor: 1,
  price: 11.3,
  tax_rate: 13,
  base: 113,
  line_discount: 0,
  share: 0,
  amount: 113,
  net: 100,
  tax: 13,
  gross: 113,
}
export const order = (n: number, more: Values = {}): string =>
  insert('orders', {
    id: id(n),
    number: `SO${n}`,
    customer_id: id(1),
    payer_id: id(1),
    state: 'draft',
    date: '2026-11-01',
    base_gross: 113,
    content_hash: 'h',
    terms: '[]',
    thread_id: id(900 + n),
    ...money,
    ...stamps,
    ...more,
  })
export const orderLine = (n: number, of: number, more: Values = {}): string =>
  insert('order_lines', {
    id: id(n),
    order_id: id(of),
    no: n,
    product_id: id(60),
    stock_kept: true,
    code: 'P',
    ordered: 10,
    ...line,
    ...more,
  })
/** A posted shipment of the order, with one line of ten. */
export const shipment = (more: Values = {}, ofLine: Values = {}): string =>
  insert('shipments', {
    id: id(70),
    number: 'FH70',
    state: 'shipped',
    customer_id: id(1),
    date: '2026-11-02',
    shipped_at: now,
    ...stamps,
    ...more,
  }) +
  insert('shipment_lines', {
    id: id(71),
    shipment_id: id(70),
    no: 1,
    order_id: id(50),
    order_line_id: id(51),
    product_id: id(60),
    stock_kept: false,
    name: 'P',
    unit: 'pc',
    unit_qty: 10,
    factor: 1,
    qty: 10,
    ...ofLine,
  })
/** A requested return of two of the order's ten, with its line. */
export const goodsReturn = (more: Values = {}, ofLine: Values = {}): string =>
  insert('goods_returns', {
    id: id(75),
    number: 'TH75',
    state: 'requested',
    order_id: id(50),
    customer_id: id(1),
    reason: 'other',
    ...stamps,
    ...more,
  }) +
  insert('goods_return_lines', {
    id: id(76),
    return_id: id(75),
    no: 1,
    order_id: id(50),
    order_line_id: id(51),
    product_id: id(60),
    stock_kept: false,
    name: 'P',
    unit: 'pc',
    unit_qty: 2,
    factor: 1,
    qty: 2,
    ...ofLine,
  })
export const ticket = (more: Values = {}): string =>
  insert('tickets', {
    id: id(77),
    number: 'SH77',
    kind: 'question',
    state: 'open',
    priority: 'normal',
    title: 'x',
    customer_id: id(1),
    clock_from: now,
    response_due_at: now,
    due_at: now,
    ...stamps,
    ...more,
  })
export const cameIn = { state: 'received', date: '2026-11-03', received_at: now }
export const refund = (more: Values = {}): string =>
  insert('refunds', {
    id: id(86),
    number: 'TK86',
    state: 'requested',
    receipt_id: id(80),
    customer_id: id(1),
    order_id: id(50),
    currency: 'CNY',
    amount: 30,
    base_amount: 30,
    reason: 'x',
    ...stamps,
    ...more,
  })
/** An issued invoice of the order's line, all of it. */
export const invoice = (more: Values = {}, ofLine: Values = {}): string =>
  insert('invoices', {
    id: id(75),
    number: 'KP75',
    kind: 'normal',
    tax_kind: 'plain',
    state: 'issued',
    customer_id: id(1),
    payer_id: id(1),
    buyer: '{}',
    currency: 'CNY',
    rate: 1,
    net: 100,
    tax: 13,
    gross: 113,
    base_gross: 113,
    date: '2026-11-02',
    issued_at: now,
    tax_number: '1'.repeat(20),
    register_no: 1,
    ...stamps,
    ...more,
  }) +
  insert('invoice_lines', {
    id: id(76),
    invoice_id: id(75),
    no: 1,
    order_id: id(50),
    order_line_id: id(51),
    by: 'quantity',
    qty: 10,
    name: 'P',
    tax_rate: 13,
    net: 100,
    tax: 13,
    gross: 113,
    ...ofLine,
  })
/** A red letter of it, and its line. */
export const redLetter = (more: Values = {}, ofLine: Values = {}): string =>
  insert('invoices', {
    id: id(77),
    number: 'KP77',
    kind: 'red',
    tax_kind: 'plain',
    state: 'draft',
    customer_id: id(1),
    payer_id: id(1),
    buyer: '{}',
    currency: 'CNY',
    rate: 1,
    net: -100,
    tax: -13,
    gross: -113,
    base_gross: -113,
    original_id: id(75),
    red_reason: 'return',
    ...stamps,
    ...more,
  }) +
  insert('invoice_lines', {
    id: id(78),
    invoice_id: id(77),
    no: 1,
    order_id: id(50),
    order_line_id: id(51),
    original_line_id: id(76),
    by: 'quantity',
    qty: -10,
    name: 'P',
    tax_rate: 13,
    net: -100,
    tax: -13,
    gross: -113,
    ...ofLine,
  })
export const receipt = (more: Values = {}): string =>
  insert('receipts', {
    id: id(80),
    number: 'SK80',
    state: 'received',
    customer_id: id(1),
    method: 'bank',
    currency: 'CNY',
    rate: 1,
    amount: 100,
    base_amount: 100,
    date: '2026-11-02',
    received_at: now,
    ...stamps,
    ...more,
  })
export const allocation = (n: number, more: Values = {}): string =>
  insert('allocations', {
    id: id(n),
    receipt_id: id(80),
    order_id: id(50),
    date: '2026-11-02',
    made_at: now,
    ...more,
  })
export const instalment = (more: Values = {}): string =>
  insert('instalments', {
    id: id(85),
    order_id: id(50),
    payer_id: id(1),
    rate: 1,
    no: 1,
    kind: 'balance',
    event: 'confirmed',
    amount: 100,
    ...more,
  })
export const writeOff = (more: Values = {}): string =>
  insert('write_offs', {
    id: id(86),
    number: 'HX86',
    kind: 'bad_debt',
    state: 'approved',
    order_id: id(50),
    customer_id: id(1),
    currency: 'CNY',
    amount: 30,
    base_amount: 30,
    reason: 'x',
    date: '2026-11-02',
    ...stamps,
    ...more,
  })
export const level = (more: Values = {}): string =>
  insert('stock_levels', {
    product_id: id(60),
    warehouse_id: id(61),
    id: id(62),
    on_hand: 0,
    reserved: 0,
    unit: 'pc',
    moved_at: now,
    ...more,
  })
export const warehouse = (more: Values = {}): string =>
  insert('warehouses', {
    id: id(61),
    code: 'A',
    code_key: 'a',
    name: 'A',
    name_key: 'a',
    version: 1,
    created_at: now,
    updated_at: now,
    ...more,
  })
export const move = (more: Values = {}): string =>
  insert('stock_moves', {
    id: id(63),
    at: now,
    date: '2026-11-01',
    product_id: id(60),
    warehouse_id: id(61),
    qty: 7,
    on_hand: 7,
    kind: 'receipt',
    entity: 'stockDocument',
    record_id: id(64),
    paper: 'IN1',
    ...more,
  })
export const reservation = (more: Values = {}): string =>
  insert('reservations', {
    id: id(65),
    order_line_id: id(51),
    product_id: id(60),
    warehouse_id: id(61),
    qty: 4,
    created_at: now,
    ...more,
  })
export const request = (n: number, more: Values = {}): string =>
  insert('approval_requests', {
    id: id(n),
    entity: 'order',
    record_id: id(50),
    purpose: 'review',
    title: 'SO50',
    href: '/',
    content_hash: 'h',
    state: 'pending',
    nodes: '[]',
    node: 0,
    allow_self: false,
    requested_by: owner,
    created_at: now,
    version: 1,
    ...more,
  })
export const handoff = (more: Values = {}): string =>
  insert('handoffs', {
    id: id(80),
    deal_id: id(30),
    order_id: id(50),
    checklist: 1,
    items: '[]',
    state: 'complete',
    since: now,
    thread_id: id(950),
    ...stamps,
    ...more,
  })
export const event = (more: Values = {}): string =>
  insert('event', {
    id: id(90),
    at: now,
    recorded_at: now,
    via: 'job',
    entity: 'customer',
    record_id: id(1),
    kind: 'customer.created',
    ...more,
  })
export const field = insert('custom_fields', {
  id: id(40),
  entity: 'customer',
  key: 'vip',
  label: '{}',
  kind: 'text',
  is_indexed: true,
  created_at: now,
  updated_at: now,
})
export const indexed = (record: number, value: string, more: Values = {}): string =>
  insert('field_index', { entity: 'customer', field_id: id(40), record_id: id(record), text_value: value, ...more })

export const file = insert('files', {
  id: id(95),
  entity: 'customer',
  record_id: id(1),
  name: 'a.pdf',
  type: 'application/pdf',
  size: 9,
  sha256: 'a'.repeat(64),
  ...stamps,
})
export const imported = (more: Values = {}): string =>
  insert('imports', {
    id: id(96),
    user_id: owner,
    entity: 'customer',
    file_name: 'in.csv',
    format: 'text',
    encoding: 'utf-8',
    digest: 'a',
    columns: '[]',
    state: 'done',
    rows_total: 2,
    rows_read: 2,
    rows_ok: 2,
    created_at: now,
    ...more,
  })
export const survey = (more: Values = {}): string =>
  insert('surveys', {
    id: id(95),
    number: 'DC95',
    state: 'ready',
    customer_id: id(1),
    order_id: id(50),
    expires_at: '2030-01-01T00:00:00Z',
    ...stamps,
    ...more,
  })
export const link = (more: Values = {}): string =>
  insert('links', {
    id: id(97),
    entity: 'survey',
    record_id: id(95),
    scope: 'survey',
    created_at: now,
    expires_at: '2030-01-01T00:00:00Z',
    ...more,
  })
