import { expect, test } from 'vitest'
import { deepNesting, largeFunctions, largest, longFiles } from './lib/sizes.ts'
import { tracked } from './lib/source.ts'

const file = (path: string, text: string) => new Map([[path, text]])
const lines = (count: number, line = '  x()') => Array(count).fill(line).join('\n')

test('no file is too long', () => {
  console.log(`The ten largest files\n${largest(tracked()).join('\n')}`)
  expect(longFiles(tracked())).toEqual([])
})
test('no function is too long or takes too much', () => expect(largeFunctions(tracked())).toEqual([]))
test('nothing is nested too deep', () => expect(deepNesting(tracked())).toEqual([]))

test('a file above the cap is named, a text table is not', () => {
  expect(longFiles(file('src/kernel/a.ts', lines(301)))).toEqual(['src/kernel/a.ts has 301 lines, 300 is the most'])
  expect(longFiles(file('src/kernel/a.test.ts', lines(500)))).toEqual([])
  expect(longFiles(file('src/features/order/order.text.ts', lines(900)))).toEqual([])
})

test('a long function is named by its variable, a component may have 150 lines', () => {
  const arrow = (name: string, count: number) => `const ${name} = () => {\n${lines(count)}\n}`
  expect(largeFunctions(file('src/a.ts', arrow('confirm', 39)))).toEqual(['src/a.ts:1 confirm has 41 lines of 40'])
  expect(largeFunctions(file('src/a.ts', arrow('confirm', 38)))).toEqual([])
  expect(largeFunctions(file('src/A.tsx', arrow('OrderPage', 148)))).toEqual([])
  expect(largeFunctions(file('src/A.tsx', arrow('OrderPage', 149)))).toHaveLength(1)
})

test('a fifth parameter is named', () => {
  expect(largeFunctions(file('src/a.ts', 'function f(a, b, c, d, e) {}'))).toEqual([
    'src/a.ts:1 f takes 5 parameters of 4',
  ])
})

test('a fourth level is named, else-if and a function within are not levels', () => {
  const deep = 'if (a) {\n for (;;) {\n while (b) {\n if (c) x()\n}\n}\n}'
  expect(deepNesting(file('src/a.ts', deep))).toEqual(['src/a.ts:4 is nested 4 deep, 3 is the most'])
  const ladder = 'if (a) x()\nelse if (b) x()\nelse if (c) x()\nelse if (d) x()\nelse if (e) x()'
  expect(deepNesting(file('src/a.ts', ladder))).toEqual([])
  expect(deepNesting(file('src/a.ts', 'if (a) for (;;) while (b) f(() => { if (c) x() })'))).toEqual([])
})
