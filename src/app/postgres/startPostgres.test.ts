import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { lockFolder } from './lock.ts'
import { joinPostgres, type Postgres, refuseTwin, startPostgres } from './startPostgres.ts'

let dataDir: string
let server: Postgres

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'baton-start-'))
  chmodSync(dataDir, 0o711)
  server = await startPostgres({ dataDir })
})

afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('it is PostgreSQL 16 or newer in UTF-8 with the ICU root locale, without jit', async () => {
  expect(
    await ask(
      server.adminUrl,
      `select current_setting('server_version_num')::int >= 160000 as new, pg_encoding_to_char(encoding) as encoding,
    datlocprovider as provider, datlocale as locale, current_setting('jit') as jit, current_setting('fsync') as fsync
    from pg_database where datname = current_database()`,
    ),
  ).toEqual([{ new: true, encoding: 'UTF8', provider: 'i', locale: 'und', jit: 'off', fsync: 'on' }])
})

test('the application is neither superuser nor above row-level security, the operator only the latter', async () => {
  const roles = await ask(
    server.adminUrl,
    "select rolname as name, rolsuper as super, rolbypassrls as bypass, rolcreatedb or rolcreaterole as creates from pg_roles where rolname like 'baton%' order by 1",
  )
  expect(roles).toEqual([
    { name: 'baton_app', super: false, bypass: false, creates: false },
    { name: 'baton_ops', super: false, bypass: true, creates: false },
    { name: 'baton_owner', super: false, bypass: true, creates: false },
  ])
  for (const url of [server.appUrl, server.ownerUrl, server.opsUrl])
    expect(await ask(url, 'select 1 as n')).toEqual([{ n: 1 }])
  await expect(ask(server.appUrl, 'create table mine (id int)')).rejects.toThrow('permission denied')
})

test('the passwords are readable by the database account only, and a wrong one is refused', async () => {
  expect(statSync(join(dataDir, 'postgres', 'baton-passwords.json')).mode & 0o777).toBe(0o600)
  const wrong = new URL(server.appUrl)
  wrong.password = 'wrong'
  await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed')
})

test('a second server on the same data is refused; a command joins the running one and does not stop it', async () => {
  await expect(startPostgres({ dataDir })).rejects.toBeInstanceOf(Problem)
  await expect(refuseTwin(dataDir)).rejects.toThrow(/already running/)
  const joined = await joinPostgres({ dataDir })
  expect(joined.port).toBe(server.port)
  await joined.stop()
  expect(await ask(server.appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
})

test('a start waits for the command that holds the folder, says so once, and goes on when it is done', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-start-'))
  const release = lockFolder(folder, 'command')
  const told: number[] = []
  let isPast = false
  const asking = refuseTwin(folder, ({ pid }) => told.push(pid)).then(() => {
    isPast = true
  })
  await new Promise(go => setTimeout(go, 250))
  expect([told, isPast]).toEqual([[process.pid], false])
  expect(() => lockFolder(folder)).toThrow(/A command \(process \d+\) is still at work/)
  release()
  await asking
  rmSync(folder, { recursive: true, force: true })
})

test('what PostgreSQL says against a setting of the administrator is the line', async () => {
  const broken = mkdtempSync(join(tmpdir(), 'baton-start-'))
  chmodSync(broken, 0o711)
  const first = await startPostgres({ dataDir: broken, durable: false })
  await first.stop()
  writeFileSync(join(broken, 'postgres', 'custom.conf'), 'no_such_setting = 1\n', { mode: 0o644 })
  await expect(startPostgres({ dataDir: broken, durable: false })).rejects.toThrow(/no_such_setting|custom\.conf/)
  rmSync(join(broken, 'postgres', 'custom.conf'))
  // a command that has the server for its own time is waited for
  const command = await joinPostgres({ dataDir: broken, durable: false })
  const starting = startPostgres({ dataDir: broken, durable: false })
  await command.stop()
  const again = await starting
  await again.stop()
  rmSync(broken, { recursive: true, force: true })
})

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
