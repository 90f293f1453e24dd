import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deviceOf } from '#kernel/device.ts'
import { typed } from '#kernel/typed.ts'
import { chosenIn, readAsked, readDeclined, readSigned, shownIn } from './reply.rules.ts'

const chunk = (kind: string, bytes: Buffer): Buffer => {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(bytes.length)
  return Buffer.concat([size, Buffer.from(kind, 'latin1'), bytes, Buffer.alloc(4)])
}
function picture(width: number, height: number, extra = 0): string {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  const body = Buffer.concat([deflateSync('x'), Buffer.alloc(extra)])
  const bytes = [start, chunk('IHDR', head), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))]
  return `data:image/png;base64,${Buffer.concat(bytes).toString('base64')}`
}

const both = ['a', 'b'].map(id => ({ id, alternative: null }))
const pngIn = (signature: string): Uint8Array | undefined => {
  const read = readSigned({ name: 'x', agree: 'on', signature })
  return Array.isArray(read) ? undefined : (read.picture ?? undefined)
}

test('a signature is a whole PNG of a sane size, and nothing else', () => {
  expect(pngIn(picture(600, 200))?.length).toBeGreaterThan(50)
  for (const bad of [
    'x',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:image/png;base64,aGVsbG8=',
    picture(0, 200),
    picture(60_000, 200),
    picture(600, 200, 70_000),
    `${picture(600, 200).slice(0, -12)}`,
    `${picture(600, 200)}"><script>`,
  ])
    expect(pngIn(bad)).toBeUndefined()
})

test('whatever a form says is read without a fault, and only options of the quote are chosen', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), form => {
      for (const read of [readSigned, readDeclined, readAsked]) expect(read(form)).toBeDefined()
      expect(chosenIn(form, both).filter(id => id !== 'a' && id !== 'b')).toEqual([])
    }),
  )
  expect(chosenIn({ 'option.b': 'on', 'option.x': 'on' }, both)).toEqual(['b'])
  expect(shownIn({ shown: 'x,a' }, both)).toEqual(['a'])
})

test('what somebody types loses what nobody sees, and keeps what they meant', () => {
  expect(typed(' 林\u0000女士\u202e\r\n第二行 🙂 ')).toBe('林女士\n第二行 🙂')
  expect(typed(undefined)).toBe('')
})

test.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) AppleWebKit/605 MicroMessenger/8.0.49', 'WeChat · iPhone'],
  ['Mozilla/5.0 (Linux; Android 9) Chrome/66 wxwork/4.1 MicroMessenger/7.0.1', 'WeCom · Android'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/120 Safari/537 Edg/120.0', 'Edge · Windows'],
  ['curl/8', ''],
])('%s is %s', (agent, device) => expect(deviceOf(agent)).toBe(device))
