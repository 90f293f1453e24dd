import { expect, test } from 'vitest'
import { strangersIn } from './lib/origins.ts'
import { tracked } from './lib/source.ts'

// put together here, so that the gate does not find them in this file
const path = (...parts: string[]) => ['', ...parts].join('/')
const found = (text: string) => strangersIn(new Map([['README.md', text]]))

test('nothing in the checkout names a machine or a registry', () => expect(strangersIn(tracked())).toEqual([]))

test('a place of one machine is named', () => {
  expect(found(`see ${path('home', 'ann', 'baton')}`)).toHaveLength(1)
  expect(found(`cd ${path('tmp', 'x')}`)).toHaveLength(1)
  expect(found(`"${['resol', 'ved'].join('')}": "x"`)).toHaveLength(1)
  expect(found(`https:/${path('registry.example.org', 'x')}`)).toHaveLength(1)
  expect(found(`${'registry'}=x`)).toHaveLength(1)
})

test('an address and a path of the system are not', () => {
  expect(found('https://example.org/home/page, src/tmp/x, /var/lib/baton, /api/orders, ~/mine/x')).toEqual([])
})
