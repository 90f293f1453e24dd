// However much of a product was invoiced before, its next invoice knows the tax code it had last by one look.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bound, type Db, inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { everyKind, type Records } from '#test/everyKind.ts'
import { selectTaxCodes } from './count.sql.ts'

let t: TestApp
let own: Records
let eye: pg.Client
beforeAll(async () => {
  t = await testApp()
  own = await everyKind(t.as('olivia'), 'Codes')
  eye = new pg.Client({ connectionString: t.database.adminUrl })
  await eye.connect()
}, 120_000)
afterAll(async () => {
  await eye?.end()
  await t?.close()
})

const youngest = '1090205000000000000'
const older = '3049900000000000000'

/** Five thousand lines of the product, as nobody would invoice them one by one, and one more. */
async function fill(productId: unknown): Promise<void> {
  await eye.query('set session_replication_role = replica')
  const copy = `insert into invoice_lines select (made.row).* from (select jsonb_populate_record(l, jsonb_build_object(
      'id', ('01900000-0000-7000-8000-' || lpad(to_hex($3 + i), 12, '0'))::uuid, 'no', $3 + i, 'product_id', $2::uuid, 'tax_code', $4::text)) as row
    from invoice_lines l, generate_series(1, $5::int) i where l.org_id = $1 and l.id = (select min(id::text)::uuid from invoice_lines where org_id = $1) offset 0) made`
  await eye.query(copy, [t.world.acmeId, productId, 1000, older, 5000])
  await eye.query(copy, [t.world.acmeId, productId, 9000, youngest, 1])
  await eye.query('analyze invoice_lines')
}

type Node = Readonly<Record<string, unknown>> & { readonly Plans?: readonly Node[] }
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

/** The same question, and which rows of the table it looked at. */
async function looked(tx: Db, bound: Bound): Promise<number> {
  const asked = { text: `explain (analyze, timing off, format json) ${bound.text}`, values: bound.values }
  const [row] = await tx.query<{ 'QUERY PLAN': readonly [{ readonly Plan: Node }] }>(asked)
  const scans = nodesOf(row?.['QUERY PLAN'][0].Plan ?? {}).filter(node => node['Relation Name'] === 'invoice_lines')
  expect(scans).not.toEqual([])
  return scans.reduce((sum, node) => sum + Number(node['Actual Rows']) * Number(node['Actual Loops']), 0)
}

test('the code that a product was last invoiced with is read from one line', async () => {
  await fill(own.product)
  await inOrg(t.db, t.world.acmeId, { mode: 'read' }, async tx => {
    const asked: Bound[] = []
    const query: Db['query'] = bound => {
      asked.push(bound)
      return tx.query(bound)
    }
    const codes = await selectTaxCodes(
      {
        orgId: tx.orgId,
        now: tx.now,
        database: tx.database,
        query,
        one: async bound => (await query<never>(bound))[0],
      },
      [String(own.product), String(own.customer)],
    )
    expect([...codes]).toEqual([[own.product, youngest]])
    for (const bound of asked) expect(await looked(tx, bound)).toBeLessThanOrEqual(1)
  })
})
