import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { listenAt } from '#test/listen.ts'

let t: TestApp
let port: number
beforeAll(async () => {
  t = await testApp()
  const address = await t.app.listen({ port: 0, host: '127.0.0.1' })
  port = Number(new URL(address).port)
})
afterAll(() => t?.close())

/** Sends as it is told, and hears what comes until the other side ends. */
function talk(...parts: readonly string[]): Promise<{ said: string; seconds: number }> {
  const begun = performance.now()
  return new Promise(done => {
    let said = ''
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(part)
    })
    socket.setTimeout(40_000, () => socket.destroy())
    socket.on('data', data => {
      said += data.toString()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => done({ said, seconds: (performance.now() - begun) / 1000 }))
  })
}

const reasonOf = (said: string): unknown => JSON.parse(said.split('\r\n\r\n')[1] ?? '{}').reasons?.[0]?.key

test('a head that is too large, and what is no request at all, are refused as every other request', async () => {
  const large = await talk(`GET /healthz HTTP/1.1\r\nhost: x\r\nx-large: ${'x'.repeat(40_000)}\r\n\r\n`)
  expect([large.said.split('\r\n')[0], reasonOf(large.said)]).toEqual([
    'HTTP/1.1 431 Request Header Fields Too Large',
    'kernel.tooLarge',
  ])
  const nonsense = await talk('you there\r\n\r\n')
  expect([nonsense.said.split('\r\n')[0], reasonOf(nonsense.said)]).toEqual([
    'HTTP/1.1 400 Bad Request',
    'kernel.badValue',
  ])
})

test('who sends a head byte by byte is cut off within seconds; a stream of news is not', async () => {
  const ear = await listenAt(`http://127.0.0.1:${port}`, await t.world.keyOf('ann'))
  const slow = await talk('GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ')
  expect(slow.said.split('\r\n')[0]).toBe('HTTP/1.1 408 Request Timeout')
  expect(reasonOf(slow.said)).toBe('kernel.tooSlow')
  expect(slow.seconds).toBeLessThan(20)
  const { body } = await t.as('ann').post('/customers', { name: 'Heard after the slow one' })
  const news = { entity: 'customer', id: String(body.id), version: 1 }
  expect(await ear.until(news)).toContainEqual(news)
  await ear.close()
}, 60_000)

test('a whole request has five minutes, and not more', () => {
  expect(t.app.server.requestTimeout).toBe(300_000)
  expect(t.app.server.headersTimeout).toBe(10_000)
})

test('a filter of the longest kind still fits into the address', async () => {
  const parts = Array.from({ length: 18 }, (_, n) => ({ field: 'name', op: 'is', value: '测'.repeat(150) + n }))
  const filter = JSON.stringify({ any: parts })
  expect(encodeURIComponent(filter).length).toBeGreaterThan(20_000)
  const path = `/api/customers?limit=5&filter=${encodeURIComponent(filter)}`
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { authorization: `Bearer ${await t.world.keyOf('ann')}` },
  })
  expect(answer.status).toBe(200)
})

test('more fields or parts beside a file than anyone needs are refused, and nothing is kept', async () => {
  const { body } = await t.as('ann').post('/customers', { name: 'With a file' })
  const field = (n: number) => `--x\r\ncontent-disposition: form-data; name="f${n}"\r\n\r\n${'y'.repeat(10)}\r\n`
  for (const [payload, status] of [
    [`${Array.from({ length: 80 }, (_, n) => field(n)).join('')}--x--\r\n`, 413],
    [`--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n${'y'.repeat(200_000)}\r\n--x--\r\n`, 400],
  ] as const) {
    const response = await t.app.inject({
      method: 'POST',
      url: `/api/files?entity=customer&recordId=${body.id}`,
      headers: {
        authorization: `Bearer ${await t.world.keyOf('ann')}`,
        'content-type': 'multipart/form-data; boundary=x',
      },
      payload,
    })
    expect([response.statusCode, response.json().reasons.length]).toEqual([status, 1])
  }
  expect((await t.as('ann').get(`/files?entity=customer&recordId=${body.id}`)).body).toEqual({ items: [] })
})

test('a machine that is slow to get its jobs going starts late, and is not given up after ten seconds', () => {
  expect(t.app.initialConfig.pluginTimeout).toBe(0)
})
