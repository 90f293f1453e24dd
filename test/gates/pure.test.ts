import { expect, test } from 'vitest'
import { clocks, impure } from './lib/pure.ts'
import { tracked } from './lib/source.ts'

const rules = 'src/features/order/order.rules.ts'

test('pure files and pages load nothing of the server', () => expect(impure(tracked())).toEqual([]))
test('only the clock knows the time', () => expect(clocks(tracked())).toEqual([]))

test('input and output is named at any distance, a type is not', () => {
  const files = new Map([
    [rules, `import { db } from '#kernel/db.ts'`],
    ['src/kernel/db.ts', `import pg from 'pg'`],
  ])
  expect(impure(files)).toEqual([`${rules} → src/kernel/db.ts → pg`])
  files.set(rules, `import { type Tx } from '#kernel/db.ts'`)
  expect(impure(files), 'it is loaded all the same').toHaveLength(1)
  files.set(rules, `import type { Tx } from '#kernel/db.ts'`)
  expect(impure(files)).toEqual([])
})

test('React is for pages, node is not', () => {
  expect(impure(new Map([[rules, `import { useState } from 'react'`]]))).toHaveLength(1)
  expect(impure(new Map([['src/ui/Board.tsx', `import { useState } from 'react'`]]))).toEqual([])
  expect(impure(new Map([['src/ui/Board.tsx', `import { readFileSync } from 'node:fs'`]]))).toHaveLength(1)
})

test.each(['Date.now()', 'new Date()', 'Math.random()', 'Date()', 'crypto.randomUUID()'])('%s is named', text => {
  expect(clocks(new Map([['src/features/order/server/order.service.ts', `const x = ${text}`]]))).toHaveLength(1)
  expect(clocks(new Map([['src/kernel/clock.ts', `const x = ${text}`]]))).toEqual([])
})

test('a date that is given stays', () => {
  expect(clocks(new Map([[rules, `const x = new Date(input.at)`]]))).toEqual([])
})
