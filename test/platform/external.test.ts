// DATABASE_URL: a PostgreSQL of the user's own. The test server stands in for it.
import { connect, createServer } from 'node:net'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../database.ts'
import { cleanUp, launch, refused } from './launch.ts'

const login = `someone_${process.pid}`
let db: TestDatabase
let url: string

beforeAll(async () => {
  db = await testDatabase('empty')
  await admin(`create role ${login} login password 'right'`)
  url = as(login, 'right')
})

afterEach(cleanUp, 60_000)

afterAll(async () => {
  await db.drop()
  await admin(`drop role ${login}`, inject('postgres').adminUrl)
})

test('an unreachable database is one line without the password', async () => {
  const run = await refused({ DATABASE_URL: 'postgres://me:secret@127.0.0.1:9/none' })
  expect(run.code).toBe(1)
  expect(run.lines).toEqual([expect.stringContaining('The database 127.0.0.1:9/none cannot be reached')])
  expect(run.lines[0]).not.toContain('secret')
})

test('a wrong password is one line', async () => {
  const run = await refused({ DATABASE_URL: as(login, 'wrong') })
  expect(run).toEqual({ code: 1, lines: [expect.stringContaining('password authentication failed')] })
})

test('a missing right is one line whose statements, run by an administrator, put it right', async () => {
  const run = await refused({ DATABASE_URL: url })
  expect(run.code).toBe(1)
  expect(run.lines).toHaveLength(1)
  const [, statements] = /Let an administrator of the database run: (.*)$/.exec(run.lines[0] ?? '') ?? []
  expect(statements).toContain(`grant baton_app to "${login}"`)
  await admin(statements ?? '')

  const server = await launch({ DATABASE_URL: url })
  await server.settled
  expect(server.err()).not.toContain('administrator')
  expect((await server.get('/readyz')).status).toBe(200)
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
})

test('a right that only the owner of the database may give is named as well', async () => {
  await admin(`grant baton_owner, baton_ops, baton_app to ${login}`)
  await admin(`alter database ${db.name} owner to postgres`)
  const run = await refused({ DATABASE_URL: url })
  expect(run.code).toBe(1)
  expect(run.lines).toEqual([expect.stringContaining('grant create, usage on schema public to baton_owner;')])
  await admin(`alter database ${db.name} owner to baton_owner`)
})

test('the role that serves is never told to take the rights of the others', async () => {
  const run = await refused({ DATABASE_URL: db.appUrl })
  expect(run).toEqual({ code: 1, lines: [expect.stringContaining('set DATABASE_ADMIN_URL and DATABASE_OPS_URL')] })
  expect(run.lines[0]).not.toContain('grant')
})

test('an operator who does not see every row is told what that very role lacks', async () => {
  const run = await refused({ DATABASE_URL: db.appUrl, DATABASE_ADMIN_URL: db.ownerUrl, DATABASE_OPS_URL: db.appUrl })
  expect(run.lines).toEqual([
    expect.stringContaining('alter role "baton_app" bypassrls; grant baton_ops to "baton_app";'),
  ])
})

test('a superuser who serves the application is refused when there is a second address', async () => {
  const run = await refused({ DATABASE_URL: db.adminUrl, DATABASE_ADMIN_URL: db.adminUrl })
  expect(run).toEqual({ code: 1, lines: [expect.stringContaining('DATABASE_URL connects as the superuser postgres')] })
})

test('the three addresses of the three roles work as given', async () => {
  const server = await launch({ DATABASE_URL: db.appUrl, DATABASE_ADMIN_URL: db.ownerUrl, DATABASE_OPS_URL: db.opsUrl })
  await server.settled
  expect(server.err()).not.toContain('administrator')
  expect((await server.get('/readyz')).status).toBe(200)
  const { rows: own } = await asked(
    'select unnest(setconfig) as line from pg_db_role_setting where setdatabase = (select oid from pg_database where datname = current_database()) order by 1',
  )
  expect(own.map(row => row.line)).toEqual(['jit=off', 'random_page_cost=1.1'])
})

test('a pooler that loses prepared statements is named at the start, not at every other request', async () => {
  const pooler = await forgetful(new URL(db.appUrl))
  const run = await refused({
    DATABASE_URL: pooler.url,
    DATABASE_ADMIN_URL: db.ownerUrl,
    DATABASE_OPS_URL: db.opsUrl,
  })
  pooler.close()
  expect(run).toEqual({
    code: 1,
    lines: [expect.stringContaining('PgBouncer in transaction mode must be 1.21 or newer')],
  })
})

/**
 * Stands for a PgBouncer before 1.21: passes everything on until a statement is bound that was prepared in an earlier
 * transaction. Then another server connection would be asked, and that one knows nothing of it.
 */
async function forgetful(to: URL): Promise<{ url: string; close: () => void }> {
  const server = createServer(client => {
    const behind = connect(Number(to.port), to.hostname)
    let isFirst = true
    let rest = Buffer.alloc(0)
    client.on('data', chunk => {
      rest = Buffer.concat([rest, chunk])
      let hasParsed = false
      while (rest.length >= 5) {
        const head = isFirst ? 0 : 1
        const size = head + rest.readInt32BE(head)
        if (rest.length < size) return
        const message = rest.subarray(0, size)
        rest = rest.subarray(size)
        const kind = isFirst ? '' : String.fromCharCode(message[0] ?? 0)
        isFirst = false
        if (kind === 'P') hasParsed = true
        if (kind !== 'B' || hasParsed || !message.includes('baton.pooled')) behind.write(message)
        else {
          const told = Buffer.from('SERROR\0C26000\0Mprepared statement "baton.pooled" does not exist\0\0')
          const error = Buffer.alloc(5)
          error.write('E')
          error.writeInt32BE(told.length + 4, 1)
          client.write(Buffer.concat([error, told]))
        }
      }
    })
    behind.on('data', chunk => client.write(chunk))
    client.on('close', () => behind.destroy())
    client.on('error', () => behind.destroy())
    behind.on('close', () => client.destroy())
    behind.on('error', () => client.destroy())
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const url = new URL(to)
  const address = server.address()
  url.port = String(typeof address === 'object' && address ? address.port : 0)
  return { url: url.href, close: () => server.close() }
}

function as(user: string, password: string): string {
  const changed = new URL(db.adminUrl)
  changed.username = user
  changed.password = password
  return changed.href
}

const admin = async (sql: string, on = db.adminUrl): Promise<void> => void (await asked(sql, on))

async function asked(sql: string, on = db.adminUrl): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: on })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}
