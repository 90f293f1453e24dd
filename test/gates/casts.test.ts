import { expect, test } from 'vitest'
import { castsWithoutReason, silencersWithoutReason } from './lib/casts.ts'
import { tracked } from './lib/source.ts'

const casts = (text: string) => castsWithoutReason(new Map([['src/kernel/a.ts', text]]))
const silencers = (text: string) => silencersWithoutReason(new Map([['src/kernel/a.ts', text]]))
// put together here, so that the gate does not find them in this file
const ignore = ['// biome', 'ignore lint/style/useConst'].join('-')
const expectError = ['// @ts', 'expect', 'error'].join('-')

test('the compiler is never switched off without a reason', () => expect(castsWithoutReason(tracked())).toEqual([]))
test('no tool is silenced without a reason', () => expect(silencersWithoutReason(tracked())).toEqual([]))

test.each(['const x = y as Order', 'const x: any = y', 'const x = y!'])('%s is named', text => {
  expect(casts(text)).toHaveLength(1)
  expect(casts(`${text} // checked by the schema above`)).toEqual([])
  expect(casts(`// checked by the schema above\n${text}`)).toEqual([])
  expect(casts(`${text} // ok`)).toHaveLength(1)
})

test('as const and renaming need no reason', () => {
  expect(casts(`import { a as b } from './b.ts'\nconst x = [1] as const`)).toEqual([])
})

test('a silenced tool is named unless it says why', () => {
  expect(silencers(`${ignore}: x\nlet a = 1`)).toHaveLength(1)
  expect(silencers(`${ignore}: the loop below assigns it\nlet a = 1`)).toEqual([])
  expect(silencers(`${expectError}\nlet a = 1`)).toHaveLength(1)
  expect(silencers(`${expectError} a wrong key must not compile\nlet a = 1`)).toEqual([])
  expect(silencers(`${['// @ts', 'ignore'].join('-')} the types are wrong\nlet a = 1`)).toHaveLength(1)
})
