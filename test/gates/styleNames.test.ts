import { expect, test } from 'vitest'
import { tracked } from './lib/source.ts'
import { unknownStyleNames } from './lib/styleNames.ts'

test('every name that a style asks for is written down', () => expect(unknownStyleNames(tracked())).toEqual([]))

test('a name that nobody wrote down is named with its sheet; a component may give it, a fallback does not excuse', () => {
  const sheet: [string, string] = ['src/ui/a.css', '.a { color: var(--ink); width: var(--w); top: var(--t3, 0) }']
  const files = new Map([['src/ui/tokens.css', ':root { --ink: #000 }'], ['src/ui/A.tsx', `vars({ '--w': 1 })`], sheet])
  expect(unknownStyleNames(files)).toEqual(['src/ui/a.css asks for --t3'])
})
