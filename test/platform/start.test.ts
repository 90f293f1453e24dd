import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { joinPostgres } from '../../src/app/postgres/startPostgres.ts'
import { begunFolder, cleanUp, emptyFolder, eventually, freePort, launch, refused } from './launch.ts'

afterEach(cleanUp, 60_000)

test('starts on an empty folder, answers, stops on SIGTERM, and finds its data at the second start', async () => {
  const DATA_DIR = emptyFolder()
  const first = await launch({ DATA_DIR })
  await first.settled
  expect(first.out()).toContain(`Baton is ready: http://127.0.0.1:${first.port}`)
  expect((await first.get('/healthz')).status).toBe(200)
  expect(await (await first.get('/readyz')).json()).toEqual({ ok: true, database: true, migrations: true })
  await inDatabase(DATA_DIR, 'create table kept as select 42 as answer')
  const followedUp = async () => (await inDatabase(DATA_DIR, 'select name from upkeep')).length === 1
  expect(await eventually(30, followedUp)).toBe(true)
  await inDatabase(DATA_DIR, 'delete from upkeep')
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(serverPid(DATA_DIR)).toBeUndefined()
  expect(existsSync(join(DATA_DIR, 'baton.lock'))).toBe(false)

  const second = await launch({ DATA_DIR })
  await second.settled
  expect(await inDatabase(DATA_DIR, 'select answer from kept')).toEqual([{ answer: 42 }])
  // what an upgrade left to be done goes on where it was interrupted
  expect(await eventually(30, followedUp)).toBe(true)
  second.child.kill('SIGINT')
  expect(await second.ended).toBe(0)
  expect(second.out()).not.toContain('killed')
}, 120_000)

test('a twin on the same data is refused in one line, and the first goes on', async () => {
  const DATA_DIR = await begunFolder()
  const first = await launch({ DATA_DIR })
  await first.settled
  const twin = await refused({ DATA_DIR })
  expect(twin).toEqual({
    code: 1,
    lines: [expect.stringContaining(`already running on ${DATA_DIR} (process ${first.child.pid})`)],
  })
  expect((await first.get('/readyz')).status).toBe(200)
}, 120_000)

test('a busy port costs one line, names a free one, and starts no database', async () => {
  const DATA_DIR = emptyFolder()
  const port = await freePort()
  const other = await occupy(port)
  const run = await refused({ DATA_DIR, PORT: String(port) })
  other.close()
  expect(run.code).toBe(1)
  expect(run.lines).toHaveLength(1)
  expect(run.lines[0]).toMatch(new RegExp(`^Port ${port} is in use\\..* PORT=\\d+ npm start$`))
  expect(existsSync(join(DATA_DIR, 'postgres'))).toBe(false)
})

test('after kill -9 the orphaned database is taken over and nothing is lost', async () => {
  const DATA_DIR = await begunFolder()
  const first = await launch({ DATA_DIR })
  await first.settled
  await inDatabase(DATA_DIR, 'create table kept as select 1 as answer')
  first.child.kill('SIGKILL')
  await first.ended
  const orphan = serverPid(DATA_DIR)
  expect(orphan).toBeGreaterThan(0)

  const second = await launch({ DATA_DIR })
  await second.settled
  expect(second.out()).toContain('left running by a killed Baton')
  expect(serverPid(DATA_DIR)).not.toBe(orphan)
  expect(await inDatabase(DATA_DIR, 'select answer from kept')).toEqual([{ answer: 1 }])
}, 120_000)

test('a database that is killed comes back under the running server: 503 meanwhile, then work without a restart', async () => {
  const DATA_DIR = await begunFolder()
  const run = await launch({ DATA_DIR })
  await run.settled
  const pid = serverPid(DATA_DIR)
  // 0 would be this very run with all it has started
  if (!pid) throw new Error('no database is running')
  process.kill(pid, 'SIGKILL')
  expect(await eventually(10, async () => (await run.get('/readyz')).status === 503)).toBe(true)
  expect((await run.get('/healthz')).status).toBe(200)
  expect(await eventually(20, async () => (await run.get('/readyz')).status === 200)).toBe(true)
}, 120_000)

test('a stop during the start leaves no database behind', async () => {
  const DATA_DIR = emptyFolder()
  const run = await launch({ DATA_DIR })
  await eventually(20, async () => existsSync(join(DATA_DIR, 'baton.lock')))
  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(0)
  expect(run.out()).not.toContain('ready')
  expect(serverPid(DATA_DIR)).toBeUndefined()
}, 120_000)

test('a data folder that cannot be made is one line', async () => {
  const run = await refused({ DATA_DIR: '/dev/null/data' })
  expect(run).toEqual({
    code: 1,
    lines: [expect.stringContaining('The data folder /dev/null/data cannot be used')],
  })
})

test('a data folder that is a file is one line, and so is a log that cannot be written, each with its own setting', async () => {
  const folder = emptyFolder()
  const file = join(folder, 'file')
  writeFileSync(file, '')
  expect(await refused({ DATA_DIR: file })).toEqual({
    code: 1,
    lines: [
      `The data folder ${file} cannot be used: it is a file. Set DATA_DIR to a folder that this user may write to.`,
    ],
  })
  const run = await refused({ DATA_DIR: join(folder, 'data'), LOG_FILE: folder })
  expect(run).toEqual({ code: 1, lines: [expect.stringMatching(/^The log .* cannot be written: .* Set LOG_FILE /)] })
})

test('the line is Chinese at a Chinese terminal', async () => {
  const run = await refused({ PORT: 'viele', LANG: 'zh_CN.UTF-8' })
  expect(run).toEqual({ code: 1, lines: ['PORT=viele 无效：需要 1 到 65535 之间的数字。'] })
})

async function inDatabase(dataDir: string, sql: string): Promise<unknown[]> {
  const { ownerUrl, stop } = await joinPostgres({ dataDir })
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
    await stop()
  }
}

function serverPid(dataDir: string): number | undefined {
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

function occupy(port: number): Promise<Server> {
  return new Promise(resolve => {
    const server = createServer()
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
