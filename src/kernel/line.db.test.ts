import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { statementsOf } from '#test/statements.ts'
import { type Database, inOrg, openDatabase, stmt, type Tx } from './db.ts'
import { nameConstraints } from './dbErrors.ts'
import { newId } from './ids.ts'
import { Refusal } from './refusal.ts'

let database: TestDatabase
let db: Database
const acme = newId()

beforeAll(async () => {
  nameConstraints({ departments_pkey: { key: 'test.taken', path: 'id' } })
  database = await testDatabase()
  db = openDatabase({ url: database.appUrl, max: 6 })
  await write(async tx => tx.write({ text: 'insert into orgs (org_id, name) values ($1, $2)', values: [acme, 'Acme'] }))
})

afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

const write = <T>(fn: (tx: Tx) => Promise<T>) => inOrg(db, acme, { mode: 'write' }, fn)
const insert = stmt(
  'test.insert',
  'insert into departments (org_id, id, name, created_at, updated_at) values ($1, $2, $3, now(), now())',
)
const lock = stmt('test.lock', 'select name from departments where org_id = $1 and id = $2 for no key update')
const names = stmt('test.names', 'select name from departments where org_id = $1 order by name')
const drop = stmt('test.drop', 'delete from departments where org_id = $1 and id = $2')
const rename = stmt('test.rename', 'update departments set name = $3 where org_id = $1 and id = $2')

test('several verbs write together, and each begins at the lowest lock level', async () => {
  const ids = [newId(), newId()]
  const answers = await write(async tx => {
    const given: string[] = []
    for (const id of ids)
      given.push(
        await tx.attempt(async () => {
          tx.level(1)
          tx.level(9)
          tx.write(insert(acme, id, `together ${given.length}`))
          return id
        }),
      )
    return given
  })
  expect(answers).toEqual(ids)
  const seen = await write(tx => tx.query<{ name: string }>(names(acme)))
  expect(seen.map(row => row.name)).toEqual(['together 0', 'together 1'])
})

test('of several writes that say the same whole only the last leaves; what has left before stands', async () => {
  const id = newId()
  const named = (name: string) => ({ ...rename(acme, id, name), instead: `department ${id}` })
  const { texts } = await statementsOf(acme, () =>
    write(async tx => {
      tx.write(insert(acme, id, 'first'), named('second'), named('third'))
      expect((await tx.query<{ name: string }>(names(acme))).map(row => row.name)).toContain('third')
      tx.write(named('fourth'))
    }),
  )
  expect(texts.filter(text => text.startsWith('update departments'))).toHaveLength(2)
  expect((await write(tx => tx.query<{ name: string }>(names(acme)))).map(row => row.name)).toContain('fourth')
  await write(async tx => tx.write(drop(acme, id)))
})

test('a verb that fails is taken back, the next one is still judged, and nothing can be kept', async () => {
  const before = await write(tx => tx.query(names(acme)))
  const id = newId()
  const why: unknown[] = []
  const note = (error: unknown) => void why.push(error instanceof Refusal ? error.reasons : error)
  const whole = write(async tx => {
    await tx.attempt(async () => tx.write(insert(acme, id, 'one')))
    // the database refuses the write only when it is sent
    await tx.attempt(async () => tx.write(insert(acme, id, 'twice'))).catch(note)
    await tx
      .attempt(async () => {
        tx.write(insert(acme, newId(), 'half'))
        throw new Refusal('test.no')
      })
      .catch(note)
    const seen = await tx.attempt(() => tx.query<{ name: string }>(names(acme)))
    expect(seen.map(row => row.name)).toContain('one')
    expect(seen.map(row => row.name)).not.toContain('half')
    throw new Refusal('test.all')
  })
  await expect(whole).rejects.toMatchObject({ reasons: [{ key: 'test.all' }] })
  expect(why).toEqual([[{ key: 'test.taken', path: 'id' }], [{ key: 'test.no' }]])
  const kept = write(async tx => {
    await tx.attempt(async () => tx.write(insert(acme, newId(), 'kept?')))
    await tx.attempt(() => Promise.reject(new Refusal('test.no'))).catch(() => undefined)
  })
  await expect(kept).rejects.toThrow('was not refused')
  expect(await write(tx => tx.query(names(acme)))).toEqual(before)
})

test('what a refused verb was still asking ends before the next verb begins', async () => {
  const id = newId()
  const order: string[] = []
  const slow = async (tx: Tx) => {
    await tx.query({ text: 'select pg_sleep(0.05)', values: [] })
    tx.level(9)
    tx.write(insert(acme, id, 'late'))
    await tx.query(names(acme))
    order.push('late')
  }
  const whole = write(async tx => {
    await tx.attempt(() => Promise.all([slow(tx), Promise.reject(new Refusal('test.no'))])).catch(() => undefined)
    order.push('next')
    await tx.attempt(async () => tx.level(1))
    expect(await tx.query(lock(acme, id))).toEqual([])
    throw new Refusal('test.all')
  })
  await expect(whole).rejects.toMatchObject({ reasons: [{ key: 'test.all' }] })
  expect(order).toEqual(['late', 'next'])
})

test('what a refused verb still writes in the very trip that takes it back is taken back as well', async () => {
  const id = newId()
  const late = async (tx: Tx) => {
    // a few promises later: the way back has been asked for by then, and has not left yet
    for (let i = 0; i < 20; i++) await null
    tx.write(insert(acme, id, 'late'))
    await tx.query(names(acme))
  }
  const whole = write(async tx => {
    await tx.attempt(() => Promise.all([late(tx), Promise.reject(new Refusal('test.no'))])).catch(() => undefined)
    expect(await tx.query(lock(acme, id))).toEqual([])
    throw new Refusal('test.all')
  })
  await expect(whole).rejects.toMatchObject({ reasons: [{ key: 'test.all' }] })
})

test('a deadlock between two of several verbs runs the whole again', async () => {
  const ids = [newId(), newId()]
  await write(async tx => tx.write(...ids.map(id => insert(acme, id, id))))
  db.counters.retries = 0
  const crossing = (mine: readonly string[], name: string) =>
    write(async tx => {
      for (const id of mine)
        await tx.attempt(async () => {
          await tx.query(lock(acme, id))
          await tx.query({ text: 'select pg_sleep(0.1)', values: [] })
          tx.write(rename(acme, id, `${name} ${id}`))
        })
    })
  await Promise.all([crossing(ids, 'there'), crossing(ids.toReversed(), 'back')])
  expect(db.counters.retries).toBeGreaterThan(0)
  const after = await Promise.all(ids.map(id => write(tx => tx.one<{ name: string }>(lock(acme, id)))))
  expect(new Set(after.map(row => row?.name.split(' ')[0])).size).toBe(1)
})

test('a deadlock that does not end is said as busy', async () => {
  const busy = inOrg(db, acme, { mode: 'write', retries: 1 }, async tx =>
    tx.query({ text: `do $$ begin raise exception 'x' using errcode = '40P01'; end $$`, values: [] }),
  )
  await expect(busy).rejects.toMatchObject({ kind: 'conflict', reasons: [{ key: 'kernel.busy' }] })
})

test('a statement is planned as it asks, and those beside it as before, also once a verb has failed', async () => {
  const settings = {
    text: "select current_setting('plan_cache_mode') as mode, current_setting('join_collapse_limit') as joins where $1::uuid is not null",
    values: [acme],
  }
  const usual = { mode: 'force_generic_plan', joins: '8' }
  const straight = { mode: 'force_custom_plan', joins: '1' }
  const seen: unknown[] = []
  const whole = write(async tx => {
    seen.push(await tx.one(settings), await tx.one({ ...settings, plan: 'straight' }), await tx.one(settings))
    const failed = tx.attempt(async () => {
      seen.push(await tx.one({ ...settings, plan: 'straight' }))
      throw new Refusal('test.no')
    })
    await failed.catch(() => undefined)
    seen.push(await tx.one(settings), await tx.one({ ...settings, plan: 'own' }))
    throw new Refusal('test.no')
  })
  await expect(whole).rejects.toBeInstanceOf(Refusal)
  expect(seen).toEqual([usual, straight, usual, straight, usual, { mode: 'force_custom_plan', joins: '8' }])
})
