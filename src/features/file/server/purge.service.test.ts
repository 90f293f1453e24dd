import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examine } from '#app/ops/doctor.ts'
import { purgeWork } from '#jobs/purgeWork.ts'
import { startJobs } from '#jobs/startJobs.ts'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { addFile, trashFile } from './file.service.ts'
import { purgeFiles } from './purge.service.ts'

let app: TestApp
let folder: string
let customerId: string

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-purge-'))
  folder = join(dataDir, 'files')
  app = await testApp({ DATA_DIR: dataDir })
  customerId = String((await app.as('ann').post('/customers', { name: '霁川重工' })).body.id)
})
afterAll(async () => {
  await app?.close()
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

const write = async <T>(fn: (tx: Parameters<typeof addFile>[0], ann: Parameters<typeof addFile>[1]) => Promise<T>) => {
  const ann = await app.world.as('ann')
  return inOrg(app.db, ann.orgId, { mode: 'write' }, tx => fn(tx, ann))
}
const add = (text: string): Promise<string> =>
  write(async (tx, ann) => {
    const file = { fileName: `${text.slice(0, 20)}.txt`, type: 'text/plain', bytes: new TextEncoder().encode(text) }
    return (await addFile(tx, ann, folder, { entity: 'customer', recordId: customerId, file })).id
  })
const trash = (id: string) => write((tx, ann) => trashFile(tx, ann, id))
const pathOf = (text: string): string => {
  const sha256 = createHash('sha256').update(text).digest('hex')
  return join(folder, app.world.acmeId, sha256.slice(0, 2), sha256)
}
const purge = () => purgeFiles(app.db, app.world.acmeId, folder)

/** What a test cannot wait for. */
async function pass(days: number, id: string): Promise<void> {
  await admin(`update files set deleted_at = deleted_at - interval '${days} days' where id = '${id}'`)
}
async function admin(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: app.database.adminUrl })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
const weeksAgo = (path: string) => utimesSync(path, new Date(), new Date(Date.now() - 8 * 24 * 3_600_000))
const doctor = async () => {
  const report = await examine({ opsUrl: app.database.opsUrl, filesFolder: folder, today: '2026-11-25' })
  const found = report.checks.filter(one => one.name.startsWith('file.')).flatMap(one => one.findings)
  return { clean: report.clean, found: found.map(one => `${one.what} · ${one.detail}`) }
}

test('what was thrown away keeps its bytes for thirty days, then they go and the row says so', async () => {
  const id = await add('soon forgotten')
  await trash(id)
  await pass(29, id)
  expect(await purge()).toBe(0)
  expect(existsSync(pathOf('soon forgotten'))).toBe(true)
  await pass(2, id)
  expect(await purge()).toBe(1)
  expect(existsSync(pathOf('soon forgotten'))).toBe(false)
  expect(await admin(`select purged_at is not null as purged from files where id = '${id}'`)).toEqual([
    { purged: true },
  ])
  expect(await purge()).toBe(0)
  expect((await doctor()).clean).toBe(true)
})

test('bytes that another file still has, or that another one in the trash may want back, stay', async () => {
  const [old, live, fresh] = [await add('shared'), await add('shared'), await add('shared')]
  await trash(old)
  await pass(31, old)
  expect(await purge()).toBe(0)
  await trash(live)
  await trash(fresh)
  await pass(31, live)
  expect(await purge()).toBe(0)
  expect(existsSync(pathOf('shared'))).toBe(true)
  await pass(31, fresh)
  expect(await purge()).toBe(1)
  expect(existsSync(pathOf('shared'))).toBe(false)
})

test('what no file names is told by the doctor after an hour and swept away after a week', async () => {
  const [kept, stray, half, young] = [pathOf('kept'), pathOf('stray'), `${pathOf('kept')}.0198`, pathOf('young')]
  await add('kept')
  for (const path of [stray, half, young]) {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, 'x')
  }
  for (const path of [kept, stray, half]) weeksAgo(path)
  const { clean, found } = await doctor()
  expect(clean).toBe(true)
  expect(found.toSorted()).toEqual(
    [
      `content ${stray.slice(folder.length + 1)} · belongs to no file`,
      `content ${half.slice(folder.length + 1)} · was left half-written`,
    ].toSorted(),
  )
  expect(await purge()).toBe(2)
  expect([kept, stray, half, young].map(existsSync)).toEqual([true, false, false, true])
  rmSync(kept)
  expect(await doctor()).toMatchObject({ clean: false, found: ['file kept.txt · its content is missing'] })
  await add('kept')
})

test('whoever adds the same content while it is swept away has it', async () => {
  for (let n = 0; n < 15; n++) {
    const text = `race ${n}`
    const id = await add(text)
    await trash(id)
    await pass(31, id)
    const [, again] = await Promise.all([purge(), add(text), purge()])
    expect(existsSync(pathOf(text))).toBe(true)
    await trash(again)
  }
  expect((await doctor()).clean).toBe(true)
})

test('the job does it for every organisation', async () => {
  const id = await add('by the job')
  await trash(id)
  await pass(31, id)
  const failures: unknown[] = []
  const orgs = async () => [app.world.globexId, app.world.acmeId]
  const jobs = await startJobs({ db: app.db, orgs, failed: error => failures.push(error), more: [purgeWork(folder)] })
  for (let n = 0; n < 150 && existsSync(pathOf('by the job')); n++) await new Promise(go => setTimeout(go, 100))
  await jobs.stop()
  expect(existsSync(pathOf('by the job'))).toBe(false)
  expect(failures).toEqual([])
})
