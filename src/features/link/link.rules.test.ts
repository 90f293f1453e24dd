import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newToken } from '#features/people/server/letter.service.ts'
import { isLive, isToken, pageLang, withoutToken } from './link.rules.ts'
import { html, Markup } from './server/markup.service.ts'

test('a token has 256 bits, each its own, and nothing else is looked for', () => {
  const tokens = Array.from({ length: 2000 }, newToken)
  expect(new Set(tokens).size).toBe(2000)
  for (const token of tokens) {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(isToken(token)).toBe(true)
  }
  expect(['', 'x', `${tokens[0]}x`, `${tokens[0]?.slice(1)}/`, "' or 1=1"].filter(isToken)).toEqual([])
})

test('a link opens until its instant and not at it; taken back it never does', () => {
  const expiresAt = '2026-12-01T00:00:00.000Z'
  expect(isLive({ expiresAt, revokedAt: null }, '2026-11-30T23:59:59.999Z')).toBe(true)
  expect(isLive({ expiresAt, revokedAt: null }, expiresAt)).toBe(false)
  expect(isLive({ expiresAt, revokedAt: '2026-11-01T00:00:00.000Z' }, '2026-11-02T00:00:00.000Z')).toBe(false)
})

test('the tongue: pressed, else the browser’s, else the company’s', () => {
  const wish = 'de-DE,de;q=0.9'
  expect(pageLang({ chosen: 'zh', wish, usual: 'en' })).toBe('zh')
  expect(pageLang({ chosen: '<script>', wish, usual: 'zh' })).toBe('en')
  expect(pageLang({ chosen: undefined, wish: undefined, usual: 'zh' })).toBe('zh')
})

test('whatever somebody writes stays text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '{', '🙂', '接') }), text => {
      const inside = html`<p title="${text}">${[text]}</p>`.text.slice('<p title="'.length, -'</p>'.length)
      expect(inside.replace('">', '')).not.toMatch(/[<>"']/)
    }),
  )
  expect(html`${null}${false}${undefined}${0}${new Markup('<b>')}`.text).toBe('0<b>')
})

test('no log holds a token', () => {
  expect(withoutToken(`/p/${newToken()}`)).toBe('/p/…')
  expect(withoutToken('/api/products')).toBe('/api/products')
})
