import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readTokens } from './readTokens.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

test('both themes give every token antd needs, with no reference left open', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const [name, value] of Object.entries(readTokens(css, theme))) {
      expect(value, `--${name} in ${theme}`).not.toMatch(/var\(|^$/)
    }
  }
})

test('dark takes its own value where it has one and the light one elsewhere', () => {
  expect(readTokens(css, 'dark').bg).toBe('#1d181a')
  expect(readTokens(css, 'dark')['on-solid']).toBe('#ffffff')
})

test('text on paper and on its own tint keeps contrast AA in both themes', () => {
  for (const theme of ['light', 'dark'] as const) {
    const t = readTokens(css, theme)
    for (const paper of [t.bg, t['bg-layout'], t['bg-sunk']]) {
      for (const ink of [t.ink, t['ink-2'], t['ink-3'], t['accent-ink'], t['late-ink'], t['ok-ink'], t['warn-ink']]) {
        expect(contrast(ink, paper), `${ink} on ${paper}`).toBeGreaterThanOrEqual(4.5)
      }
    }
    expect(contrast(t['on-solid'], t.accent)).toBeGreaterThanOrEqual(4.5)
  }
})

function contrast(a: string, b: string): number {
  const [hi, lo] = [light(a), light(b)].sort((x, y) => y - x) as [number, number] // two go in, two come out
  return (hi + 0.05) / (lo + 0.05)
}

function light(hex: string): number {
  const part = (at: number): number => {
    const v = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}
