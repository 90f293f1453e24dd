// Server or database is killed in the middle of a burst of business: what was answered is there and answers the same
// again by its key, what was not goes through once, and the doctor finds nothing. SOAK_CRASHES asks for more rounds.
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { examine } from '../../src/app/ops/doctor.ts'
import { joinPostgres } from '../../src/app/postgres/startPostgres.ts'
import { foundCompany } from './company.ts'
import { begunFolder, cleanUp, eventually, type Launched, launch } from './launch.ts'

afterEach(cleanUp, 60_000)

const rounds = Number(process.env.SOAK_CRASHES ?? 3)
const clients = 6
type Body = Readonly<Record<string, unknown>>
type Order = { readonly id: string; readonly lineId: string; readonly customerId: string; readonly shipmentId: string }

/** No answer, or none but *not now*: nobody knows whether it was done. */
class Cut extends Error {}

class House {
  readonly dataDir: string
  run: Launched | undefined
  key = ''
  readonly answered = new Map<string, string>()
  /** Told at each answer that was not known before. */
  onAnswer: () => void = () => undefined

  constructor(dataDir: string) {
    this.dataDir = dataDir
  }
  async start(): Promise<void> {
    this.run = await launch({ DATA_DIR: this.dataDir })
    await this.run.settled
  }
  async send(method: string, path: string, body: Body, key?: string): Promise<Body> {
    const headers = { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' }
    const asked = fetch(`http://127.0.0.1:${this.run?.port}/api${path}`, {
      method,
      headers: { ...headers, ...(key && { 'idempotency-key': key }) },
      body: JSON.stringify(body),
    })
    const said = await asked.then(async one => ({ status: one.status, text: await one.text() })).catch(() => undefined)
    if (!said || said.status === 503) throw new Cut(path)
    if (said.status >= 300) throw new Error(`${path}: ${said.status} ${said.text}`)
    if (key) this.remember(key, said.text)
    return JSON.parse(said.text) as Body // every answer is an object
  }
  /** The same key, the same answer: word for word. */
  private remember(key: string, text: string): void {
    const before = this.answered.get(key)
    if (before !== undefined) expect(JSON.parse(text)).toEqual(JSON.parse(before))
    if (before !== undefined) return
    this.answered.set(key, text)
    this.onAnswer()
  }
  async ask<R>(sql: string): Promise<R[]> {
    const { adminUrl } = await joinPostgres({ dataDir: this.dataDir })
    const client = new pg.Client({ connectionString: adminUrl })
    await client.connect()
    try {
      return (await client.query(sql)).rows as R[] // the caller states what its SQL returns
    } finally {
      await client.end()
    }
  }
  async killDatabase(): Promise<void> {
    const [row] = await this.ask<{ file: string }>("select pg_read_file('postmaster.pid') as file")
    process.kill(Number(row?.file.split('\n')[0]), 'SIGKILL')
  }
}

type Facts = { readonly customerId: string; readonly productId: string; readonly warehouseId: string }

/** Nobody reviews, the stand-in issues, and there is enough of everything. */
async function furnish(house: House): Promise<Facts> {
  house.key = await foundCompany(house.dataDir)
  const make = async (path: string, body: Body) => String((await house.send('POST', path, body)).id)
  await house.send('PATCH', '/approval-policies/order/review', { nodes: [], allowSelf: true, version: 0 })
  const seller = {
    name: 'Acme',
    taxNumber: '91330500MA2D1ABC8X',
    address: null,
    phone: null,
    bank: null,
    account: null,
  }
  const standin = { does: 'issue', delay: 0 }
  const settings = { channel: 'standin', seller, lineOff: '0.06', totalOff: '1.27', standin }
  await house.send('PUT', '/invoice-settings', settings)
  const customerId = await make('/customers', { name: '江苏榆湾饮料有限公司', address: '南京市' })
  const warehouseId = await make('/warehouses', { code: 'A', name: '主仓' })
  const product = { code: 'M1', name: '给袋式包装机', price: '100', taxRate: '13', taxCode: '1090141990000000000' }
  const productId = await make('/products', product)
  const lines = [{ productId, unitQty: '1000' }]
  const receipt = await make('/stock-documents', { kind: 'receipt', warehouseId, lines })
  await house.send('POST', `/stock-documents/${receipt}/moves/post`, {})
  return { customerId, productId, warehouseId }
}

/** Confirmed, and its shipment ready: the burst begins where goods and money move. */
async function prepare(house: House, { customerId, productId }: Facts): Promise<Order> {
  const lines = [{ productId, unitQty: '3', price: '100' }]
  const order = await house.send('POST', '/orders', { customerId, lines, taxMode: 'inclusive' })
  await house.send('POST', `/orders/${order.id}/moves/submit`, {})
  const shipment = await house.send('POST', '/shipments', { orderIds: [order.id] })
  await house.send('POST', `/shipments/${shipment.id}/moves/ready`, {})
  const [line] = order.lines as readonly { id: string }[] // the one that was asked for
  return { id: String(order.id), lineId: line?.id ?? '', customerId, shipmentId: String(shipment.id) }
}

/** One order's business from the ramp to the return, each request by its own key; run again it goes on where it was. */
async function business(house: House, order: Order): Promise<void> {
  const post = (path: string, body: Body = {}, method = 'POST') =>
    house.send(method, path, body, `${order.id}:${method}:${path}`)
  await post(`/shipments/${order.shipmentId}/moves/ship`, { trackingNumber: `SF${order.id}` })
  await post(`/shipments/${order.shipmentId}/moves/deliver`, { signedBy: '付慧琳' })
  const receipt = await post('/receipts', { customerId: order.customerId, amount: '150.25' })
  await post(`/receipts/${receipt.id}/allocations`, { items: [{ orderId: order.id, amount: '120.25' }] })
  const buyer = { kind: 'person', name: '张三' }
  const asked = { taxKind: 'plain', buyer, lines: [{ orderLineId: order.lineId, qty: '2' }] }
  const invoice = await post('/invoices', asked)
  await post(`/invoices/${invoice.id}`, { words: [{ no: 1, taxCode: '1090141990000000000' }] }, 'PATCH')
  await post(`/invoices/${invoice.id}/moves/issue`)
  const back = { orderId: order.id, lines: [{ orderLineId: order.lineId, qty: '1' }] }
  const goods = await post('/goods-returns', back)
  await post(`/goods-returns/${goods.id}/moves/approve`)
  await post(`/goods-returns/${goods.id}/moves/receive`)
  await post(`/goods-returns/${goods.id}/moves/inspect`, { lines: [{ no: 1, decision: 'send_again' }] })
  await post('/write-offs', { orderId: order.id, kind: 'rounding', amount: '0.25', reason: '尾差' })
}

/** True once it is through; a cut one is asked again. */
const tried = (house: House, order: Order): Promise<boolean> =>
  business(house, order).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Cut) return false
      throw error
    },
  )

async function round(house: House, facts: Facts, no: number): Promise<Order[]> {
  const orders: Order[] = []
  for (let i = 0; i < clients; i++) orders.push(await prepare(house, facts))
  const killsServer = no % 2 === 0
  // a round has 78 answers, and each round is cut at another of them
  let left = 9 + ((no * 17) % 58)
  let killed: Promise<void> | undefined
  house.onAnswer = () => {
    if (--left > 0 || killed) return
    if (killsServer) house.run?.child.kill('SIGKILL')
    killed = killsServer ? Promise.resolve() : house.killDatabase()
  }
  // the database is gone for the rest too: each comes as far as it comes
  const first = await Promise.all(orders.map(order => tried(house, order)))
  expect(killed).toBeDefined()
  await killed
  if (killsServer) expect(first).toContain(false)
  house.onAnswer = () => undefined
  if (killsServer) await house.start()
  const done = new Set<Order>()
  const allDone = await eventually(60, async () => {
    for (const order of orders) if (!done.has(order) && (await tried(house, order))) done.add(order)
    return done.size === orders.length
  })
  expect(allDone).toBe(true)
  return orders
}

const counted = `select (select count(*) from receipts) as receipts, (select count(*) from write_offs where state = 'approved') as offs,
  (select count(*) from goods_returns where state = 'inspected') as returns, (select count(*) from shipments where state = 'delivered') as shipments,
  (select count(*) from invoices) as invoices, (select count(*) from invoice_standin) as sent,
  (select count(*) from orders where paid_amount = 120.25 and written_off = 0.25) as orders,
  (select count(*) from order_lines where shipped = 3 and delivered = 3 and returned = 1 and reship = 1) as lines`

test(
  `killed ${rounds} times amid shipping, collecting, invoicing, returning and writing off: everything once`,
  async () => {
    const house = new House(await begunFolder())
    await house.start()
    const facts = await furnish(house)
    const orders: Order[] = []
    for (let no = 0; no < rounds; no++) orders.push(...(await round(house, facts, no)))
    // each key once more: nothing moves by it
    for (const order of orders) expect(await tried(house, order)).toBe(true)
    const issued = "select count(*)::int as n from invoices where state = 'issued'"
    await eventually(60, async () => (await house.ask<{ n: number }>(issued))[0]?.n === orders.length)
    const n = String(orders.length)
    const all = { receipts: n, offs: n, returns: n, shipments: n, invoices: n, sent: n, orders: n, lines: n }
    expect(await house.ask(counted)).toEqual([all])
    expect(await house.ask<{ n: number }>(issued)).toEqual([{ n: orders.length }])
    const { opsUrl } = await joinPostgres({ dataDir: house.dataDir })
    const report = await examine({ opsUrl, filesFolder: `${house.dataDir}/files`, today: '2026-11-26' })
    expect(report.checks.filter(one => one.found > 0 && !one.advice)).toEqual([])
  },
  120_000 + rounds * 60_000,
)
