import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { recordEvent } from '#kernel/event.ts'
import { cursorNow, eventsAfter } from '#kernel/eventReader.ts'
import { newId } from '#kernel/ids.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { Anyone } from '#test/world.ts'

let t: TestApp
let address: string
beforeAll(async () => {
  t = await testApp()
  address = await t.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => t?.close())

/** What a browser hears until `until` shows up, within five seconds. */
async function listen(who: Anyone, after = '') {
  const stop = new AbortController()
  const headers = { authorization: `Bearer ${await t.world.keyOf(who)}` }
  const answer = await fetch(`${address}/api/live${after}`, { headers, signal: stop.signal })
  let heard = ''
  const reading = (async () => {
    for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) heard += part
  })().catch(() => undefined)
  return {
    heard: () => heard,
    async until(text: string): Promise<string> {
      for (let i = 0; i < 100 && !heard.includes(text); i++) await new Promise(go => setTimeout(go, 50))
      return heard
    },
    close() {
      stop.abort()
      return reading
    },
  }
}

test('a change reaches those who may read the record, and nobody else', async () => {
  const [max, ann, gus] = await Promise.all([listen('max'), listen('ann'), listen('gus')])
  const { body: olivias } = await t.as('olivia').post('/customers', { name: 'Of Olivia' })
  const { body: anns } = await t.as('ann').post('/customers', { name: 'Of Ann' })
  const news = `{"entity":"customer","id":"${anns.id}","version":1}`
  expect(await ann.until(news)).toContain(news)
  expect(await max.until(news)).toContain(news)
  expect(ann.heard()).not.toContain(String(olivias.id))
  expect(gus.heard()).not.toContain('customer')
  await Promise.all([max.close(), ann.close(), gus.close()])
})

test('after a broken line the page goes on behind the last event it saw', async () => {
  const first = await listen('ann')
  const { body: one } = await t.as('ann').post('/customers', { name: 'Before' })
  const heard = await first.until(String(one.id))
  const lastId = /id: (\S+)\ndata: .*/.exec(heard.slice(heard.lastIndexOf('id: ')))?.[1]
  await first.close()
  const { body: two } = await t.as('ann').post('/customers', { name: 'Meanwhile' })
  const second = await listen('ann', `?lastEventId=${lastId}`)
  expect(await second.until(String(two.id))).toContain(String(two.id))
  expect(second.heard()).not.toContain(String(one.id))
  await second.close()
})

test('without signing in nobody listens', async () => {
  expect((await t.with({}).get('/live')).status).toBe(401)
})

test('a reader never skips what commits late', async () => {
  const orgId = t.world.acmeId
  const read = <T>(fn: Parameters<typeof inOrg<T>>[3]) => inOrg(t.db, orgId, { mode: 'read' }, fn)
  const start = await read(cursorNow)
  const happen = (recordId: string, middle: () => Promise<void>) =>
    inOrg(t.db, orgId, { mode: 'write' }, async tx => {
      await tx.query({ text: 'select pg_current_xact_id()', values: [] })
      recordEvent(tx, { actor: { userId: null, via: 'job' }, entity: 'x', recordId, kind: 'x.happened' }, newId())
      await middle()
    })
  const [slow, quick] = [newId(), newId()]
  await happen(slow, async () => {
    // begun later, committed earlier: it may not move the cursor past the slow one
    await happen(quick, async () => undefined)
    expect(await read(tx => eventsAfter(tx, start))).toEqual([])
  })
  expect((await read(tx => eventsAfter(tx, start))).map(event => event.recordId)).toEqual([slow, quick])
})
