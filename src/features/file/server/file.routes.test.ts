import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileChecks } from '#app/ops/checks/file.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { Anyone } from '#test/world.ts'

let app: TestApp
let folder: string
let customerId: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-files-'))
  app = await testApp({ DATA_DIR: folder })
  const made = await app.as('ann').post('/customers', { name: '霁川重工' })
  customerId = String(made.body.id)
})
afterAll(async () => {
  await app?.close()
  rmSync(folder, { recursive: true, force: true })
})

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('the rest')])

async function upload(who: Anyone, name: string, bytes: Buffer, more: { to?: string; fields?: string } = {}) {
  const line = 'x-boundary-x'
  const head = `${more.fields ?? ''}--${line}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/png\r\n\r\n`
  const response = await app.app.inject({
    method: 'POST',
    url: `/api/files?entity=customer&recordId=${more.to ?? customerId}`,
    headers: {
      authorization: `Bearer ${await app.world.keyOf(who)}`,
      'content-type': `multipart/form-data; boundary=${line}`,
    },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${line}--\r\n`)]),
  })
  return { status: response.statusCode, body: response.json() as { id: string } & Record<string, unknown> } // every answer of the server is an object
}
const reasonOf = (body: Readonly<Record<string, unknown>>) =>
  (body.reasons as { key: string; path?: string }[] | undefined)?.[0] // every refusal has reasons
const listed = async (who: Anyone) =>
  (await app.as(who).get(`/files?entity=customer&recordId=${customerId}`)).body.items as { name: string; id: string }[] // the reply's schema

test('a file with a Chinese name and an emoji comes back byte by byte, under that name', async () => {
  const made = await upload('ann', '合同 终版😀.png', png)
  expect(made).toMatchObject({
    status: 201,
    body: { name: '合同 终版😀.png', type: 'image/png', size: png.length, ownerName: 'Ann' },
  })
  const { response } = await app.as('ann').get(`/files/${made.body.id}/content`)
  expect(response.rawPayload.equals(png)).toBe(true)
  expect(response.headers).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
  })
  const how = String(response.headers['content-disposition'])
  expect(how.startsWith('inline;')).toBe(true)
  expect(decodeURIComponent(how)).toContain('合同 终版😀.png')
  const saved = await app.as('ann').get(`/files/${made.body.id}/content?download=true`)
  expect(String(saved.response.headers['content-disposition'])).toMatch(/^attachment;/)
  const timeline = await app.as('ann').get(`/timeline?entity=customer&id=${customerId}`)
  expect(JSON.stringify(timeline.body)).toContain('file.added')
})

test('a page that calls itself a picture is saved, never shown', async () => {
  const made = await upload('ann', 'x.png', Buffer.from('<script>alert(1)</script>'))
  expect(made.body.type).toBe('application/octet-stream')
  const { response } = await app.as('ann').get(`/files/${made.body.id}/content`)
  expect(String(response.headers['content-disposition'])).toMatch(/^attachment;/)
})

test.each([
  ['page.html', '<!doctype html><script>alert(1)</script>'],
  ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['drawing.png', '<?xml version="1.0"?><svg onload="alert(1)"/>'],
  ['notes.txt', 'plain'],
])('%s, whatever it calls itself, is saved and never run or kept on our address', async (name, text) => {
  const { body } = await upload('ann', name, Buffer.from(text))
  for (const asked of ['', '?download=false']) {
    const { response } = await app.as('ann').get(`/files/${body.id}/content${asked}`)
    expect(response.body).toBe(text)
    expect(response.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment;/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
    })
  }
})

test('C124 who may not read the customer can neither see, open, rename nor delete its files', async () => {
  const own = await app.as('max').post('/customers', { name: '只归 Max' })
  const to = String(own.body.id)
  const { body } = await upload('max', 'secret.png', png, { to })
  for (const who of ['ann', 'gus'] as const) {
    const b = app.as(who)
    const tries = await Promise.all([
      b.get(`/files?entity=customer&recordId=${to}`),
      b.get(`/files/${body.id}`),
      b.get(`/files/${body.id}/content`),
      b.patch(`/files/${body.id}`, { name: 'mine.png' }),
      b.delete(`/files/${body.id}`),
    ])
    expect(tries.map(one => one.status)).toEqual([404, 404, 404, 404, 404])
    expect((await upload(who, 'x.png', png, { to })).status).toBe(404)
  }
  expect((await app.as('max').get(`/files/${body.id}/content`)).status).toBe(200)
})

test('who reads the customer reads its files; only who added them, or their manager, may change them', async () => {
  const { body } = await upload('max', 'max.png', png)
  expect((await app.as('ann').get(`/files/${body.id}`)).status).toBe(200)
  const refused = await app.as('ann').delete(`/files/${body.id}`)
  expect(refused.status).toBe(403)
  expect(reasonOf(refused.body)?.key).toBe('file.notYours')
  const anns = await upload('ann', 'ann.png', png)
  expect((await app.as('max').delete(`/files/${anns.body.id}`)).status).toBe(200)
})

test('renamed, a name is as safe as a new one, and a stale rename is a conflict', async () => {
  const { body } = await upload('ann', 'old.png', png)
  const next = await app.as('ann').patch(`/files/${body.id}`, { name: '../新 名.png', version: 1 })
  expect(next.body).toMatchObject({ name: '新 名.png', version: 2 })
  const stale = await app.as('ann').patch(`/files/${body.id}`, { name: 'third.png', version: 1 })
  expect(stale.status).toBe(409)
})

test('deleted, it is gone from the list and cannot be opened', async () => {
  const { body } = await upload('ann', 'gone.png', png)
  expect((await app.as('ann').delete(`/files/${body.id}`)).status).toBe(200)
  expect((await app.as('ann').get(`/files/${body.id}/content`)).status).toBe(404)
  expect((await listed('ann')).map(one => one.name)).not.toContain('gone.png')
})

test('the same content lies on the disk once, under its hash', async () => {
  await upload('ann', 'a.png', png)
  await upload('ann', 'b.png', png)
  const sha256 = createHash('sha256').update(png).digest('hex')
  const kept = readdirSync(join(folder, 'files', app.world.acmeId, sha256.slice(0, 2)))
  expect(kept).toEqual([sha256])
})

test('an empty file, one above 20 MB, one without a name and a field that names another record are refused or powerless', async () => {
  expect(reasonOf((await upload('ann', 'x.png', Buffer.alloc(0))).body)?.key).toBe('file.empty')
  const huge = await upload('ann', 'x.png', Buffer.alloc(20 * 1024 * 1024 + 1, 1))
  expect(reasonOf(huge.body)).toMatchObject({ key: 'file.tooLarge', path: 'file' })
  expect((await upload('ann', 'x.png', png, { to: 'nonsense' })).status).toBe(400)
  const fields = '--x-boundary-x\r\ncontent-disposition: form-data; name="recordId"\r\n\r\nnonsense\r\n'
  const made = await upload('ann', 'y.png', png, { fields })
  expect(made).toMatchObject({ status: 201, body: { recordId: customerId } })
})

test('the doctor names a content that is missing or changed', async () => {
  const rows = [
    { org_id: app.world.acmeId, name: 'scan.png', size: 3, sha256: createHash('sha256').update('abc').digest('hex') },
  ]
  const look = { ask: async <R>() => rows as R[], today: '2026-11-25', filesFolder: join(folder, 'files') } // the check states its row type
  const check = fileChecks.find(one => one.name === 'file.content')
  if (!check || !('find' in check)) throw new Error('no check')
  expect(await check.find(look)).toMatchObject([{ what: 'file scan.png', detail: 'its content is missing' }])
  await upload('ann', 'abc.bin', Buffer.from('abc'))
  expect(await check.find(look)).toEqual([])
  const [row] = rows
  writeFileSync(join(folder, 'files', app.world.acmeId, row?.sha256.slice(0, 2) ?? '', row?.sha256 ?? ''), 'abd')
  expect(await check.find(look)).toMatchObject([{ detail: 'its content is not what was stored' }])
})
