import { expect, test } from 'vitest'
import { deadExports, staleReasons } from './lib/deadExports.ts'
import { tracked } from './lib/source.ts'

const a: [string, string] = ['src/kernel/a.ts', 'export const used = 1\nexport type Unused = string']

test('every export is imported somewhere beside the tests', () => expect(deadExports(tracked())).toEqual([]))
test('every reason for a dead export is still needed', () => expect(staleReasons(tracked())).toEqual([]))

test('an export that nobody or only a test imports is named', () => {
  const user: [string, string] = ['src/kernel/b.ts', `import { used } from './a.ts'`]
  const only: [string, string] = ['src/kernel/a.test.ts', `import { Unused } from './a.ts'`]
  expect(deadExports(new Map([a, user, only]))).toEqual(['src/kernel/a.ts:2 Unused is imported nowhere'])
})

test('a file that is taken whole or lazily is alive', () => {
  expect(deadExports(new Map([a, ['bin/x.mjs', `import * as a from '../src/kernel/a.ts'`]]))).toEqual([])
  expect(deadExports(new Map([a, ['src/app/web/main.tsx', `const a = () => import('#kernel/a.ts')`]]))).toEqual([])
})
