import { expect, test } from 'vitest'
import { addressOf, cleaned, doubtOf, filledIn, isAutomatic, isLooping, plainOf, tokenIn } from './email.rules.ts'

const token = 'abcdefghijklmnopqrstuvwx23'

test('a record’s address is known again in any case, of our domain only', () => {
  const address = addressOf('deal', token, 'in.acme.example')
  expect(tokenIn(` ${address.toUpperCase()} `, 'in.acme.example')).toBe(token)
  expect(tokenIn(address, 'acme.example')).toBeUndefined()
  expect(tokenIn(`deal+${token.slice(1)}@in.acme.example`, 'in.acme.example')).toBeUndefined()
  expect(tokenIn('sales@in.acme.example', 'in.acme.example')).toBeUndefined()
})

const head = (key: string, value: string) => ({ key, value })

test.each([
  [[head('auto-submitted', 'auto-replied')], 'a@b.c', true],
  [[head('auto-submitted', 'no')], 'a@b.c', false],
  [[head('precedence', 'bulk')], 'a@b.c', true],
  [[head('x-auto-response-suppress', 'All')], 'a@b.c', true],
  [[], '', true],
  [[head('subject', 'Hello')], 'a@b.c', false],
] as const)('%j from %s: automatic %s', (headers, from, is) => expect(isAutomatic(headers, from)).toBe(is))

test('what has passed too many servers goes in a circle', () => {
  expect(isLooping(Array.from({ length: 31 }, () => head('received', 'x')))).toBe(true)
  expect(isLooping([head('received', 'x')])).toBe(false)
})

test.each([
  // what the trusted server found
  ['mx.acme.example; dmarc=pass', 'lin@yuwan.example', null],
  ['mx.acme.example; dkim=pass header.d=yuwan.example', 'lin@yuwan.example', null],
  ['mx.acme.example; dkim=pass header.d=evil.example', 'lin@yuwan.example', 'unchecked'],
  ['mx.acme.example; spf=fail', 'lin@yuwan.example', 'failed'],
  // another one's word is nobody's
  ['evil.example; dmarc=pass', 'lin@yuwan.example', 'unchecked'],
  ['evil.example; dmarc=pass', 'bounce@evil.example', 'mismatch'],
  ['', 'bounce@mail.yuwan.example', 'unchecked'],
] as const)('%s, envelope %s: %s', (found, envelopeFrom, doubt) => {
  const headers = [head('from', 'lin@yuwan.example'), ...(found ? [head('authentication-results', found)] : [])]
  expect(doubtOf(headers, { from: 'lin@yuwan.example', envelopeFrom }, 'mx.acme.example')).toBe(doubt)
})

test('two senders are none', () =>
  expect(
    doubtOf([head('from', 'a@b.c'), head('from', 'd@e.f')], { from: 'a@b.c', envelopeFrom: 'a@b.c' }, undefined),
  ).toBe('failed'))

test('HTML becomes words; nothing of it can be drawn', () => {
  const html =
    '<head><title>t</title></head><p>您好&nbsp;&lt;b&gt; &#128512;</p><script>alert(1)</script><style>p{}</style><ul><li>一<li>二</ul><img src=x onerror=alert(1)>尾<!-- x --><a href="javascript:x">链</a><scr'
  expect(cleaned(plainOf(html))).toBe('您好 <b> 😀\n· 一· 二尾链')
  expect(cleaned('a\u0000b\ud800 \t\r\n\r\n\r\n \r\nc')).toBe('ab\ufffd\n\nc')
  expect(plainOf('一<SCRIPT>a<!-- </Script >二<!-- <style>x-->三<style>p')).toBe('一二三p')
})

test.each([
  ['blanks within a line', `a${' '.repeat(300_000)}b`, `a${' '.repeat(300_000)}b`],
  ['what never ends', `words${'<script><!--<title>'.repeat(30_000)}`, 'words'],
  ['breaks that never end', '<br '.repeat(100_000), ''],
] as const)('a mail that is nothing but %s holds nobody up', (_, mail, words) => {
  const started = performance.now()
  const plain = mail.startsWith('a ') ? cleaned(mail) : cleaned(plainOf(mail))
  expect(plain.replace(/\s+/g, ' ')).toBe(words.replace(/\s+/g, ' '))
  // a pattern that begins anew everywhere takes minutes
  expect(performance.now() - started).toBeLessThan(3000)
})

test('a template is filled with names, and keeps what it does not know', () =>
  expect(
    filledIn(
      { name: 'n', subject: '{company}', text: '{contact}，{me} {other}' },
      { customer: 'K', contact: '林', me: 'Ann', company: 'Acme' },
    ),
  ).toEqual({ subject: 'Acme', text: '林，Ann {other}' }))
