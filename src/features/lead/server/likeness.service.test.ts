// Duplicates of many rows at once are looked for in one reading of the table, also in one that nobody has counted yet:
// a first import fills it before the server has any statistics.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { matchContactsEach } from '#features/contact/server/contact.service.ts'
import { createContacts } from '#features/contact/server/create.service.ts'
import { createCustomers } from '#features/customer/server/create.service.ts'
import { matchEach } from '#features/customer/server/likeness.service.ts'
import type { Actor } from '#kernel/access.ts'
import { type Db, inOrg, type Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { createLeads } from './create.service.ts'
import { matchLeadEach } from './likeness.service.ts'

let t: TestApp
let actor: Actor
beforeAll(async () => {
  t = await testApp()
  actor = await t.world.as('max', 'import')
})
afterAll(() => t?.close())

const count = 1200
const atOnce = 200
const phone = (n: number) => `138${String(10_000_000 + n)}`
const write = <T>(fn: (tx: Tx) => Promise<T>) => inOrg(t.db, t.world.acmeId, { mode: 'write' }, fn)

type Way = {
  readonly make: (tx: Tx, rows: readonly Record<string, unknown>[]) => Promise<readonly unknown[]>
  readonly match: (db: Db, likes: readonly { readonly phone: string }[]) => Promise<readonly (readonly unknown[])[]>
  readonly row: (n: number) => Record<string, unknown>
}
let customerId: string
const ways: Readonly<Record<'leads' | 'customers' | 'contacts', Way>> = {
  leads: {
    make: (tx, rows) => createLeads(tx, actor, rows),
    match: (db, likes) => matchLeadEach(db, actor, likes),
    row: n => ({ name: `L${n}`, phone: phone(n) }),
  },
  customers: {
    make: (tx, rows) => createCustomers(tx, actor, rows),
    match: (db, likes) => matchEach(db, actor, likes),
    row: n => ({ name: `Customer ${n}`, phone: phone(n) }),
  },
  contacts: {
    make: (tx, rows) => createContacts(tx, actor, rows),
    match: (db, likes) => matchContactsEach(db, actor, likes),
    row: n => ({ name: `C${n}`, phone: phone(n), customerId }),
  },
}

/** Rows of the table that this transaction has looked at. */
const looked = async (db: Db, table: string): Promise<number> =>
  Number(
    (
      await db.one<{ rows: string }>({
        text: 'select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as rows from pg_stat_xact_user_tables where relname = $1',
        values: [table],
      })
    )?.rows,
  )

test.each(['leads', 'customers', 'contacts'] as const)(
  '%s: all are found, the table is read once',
  async table => {
    const { make, match, row } = ways[table]
    customerId = String((await t.as('max').post('/customers', { name: `Of ${table}` })).body.id)
    for (let from = 0; from < count; from += atOnce) {
      const rows = Array.from({ length: atOnce }, (_, i) => row(from + i))
      const made = await write(tx => make(tx, rows))
      expect(made.find(one => one instanceof Refusal)).toBeUndefined()
    }
    await inOrg(t.db, t.world.acmeId, { mode: 'write' }, async tx => {
      // as every batch of a file is planned
      tx.write({ text: 'discard plans', values: [] })
      const likes = Array.from({ length: atOnce }, (_, i) => ({ phone: `+86 ${phone(i * 12)}` }))
      const before = await looked(tx, table)
      const found = await match(tx, likes)
      const read = (await looked(tx, table)) - before
      expect(found.filter(one => one.length === 0).length, 'not found').toBe(
        likes.filter((_, i) => i * 12 >= count).length,
      )
      expect(read).toBeLessThan(6 * count)
    })
  },
  60_000,
)
