// Duplicates in a file of leads, in the formats people really write phones in: all of them are found, by check and run.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { phoneKey } from '#kernel/phone.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { csv, importer } from '#test/importing.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

// LEADS=10000 asks for the size of the promise
const count = Number(process.env.LEADS ?? 2000)
const every = 12.5
const formats = [
  (n: string) => n,
  (n: string) => `+86 ${n.slice(0, 3)} ${n.slice(3, 7)} ${n.slice(7)}`,
  (n: string) => `0086-${n.slice(0, 3)}-${n.slice(3, 7)}-${n.slice(7)}`,
  (n: string) => `(+86)${n}`,
  (n: string) => `${n.slice(0, 3)} ${n.slice(3, 7)} ${n.slice(7)}`,
  (n: string) => `${n.slice(0, 3)}.${n.slice(3, 7)}.${n.slice(7)}`,
  (n: string) => [...n].map(digit => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0)).join(''),
  (n: string) => `+86-${n.slice(0, 3)}-${n.slice(3)}`,
]

const isTwin = (n: number): boolean => Math.floor((n + 1) / every) > Math.floor(n / every)
const numberOf = (n: number): string => `1${[38, 39, 50, 77, 86][n % 5]}${String(10_000_000 + n * 37).slice(-8)}`

test(`of ${count} leads with 8 % duplicates in mixed formats every one is found`, async () => {
  let twins = 0
  const lines = Array.from({ length: count }, (_, n) => {
    const again = n > 0 && isTwin(n)
    if (again) twins++
    // the one meant stands as far above as the file allows
    let of = again ? Math.floor(n / 2) : n
    while (again && isTwin(of)) of--
    const write = formats[n % formats.length] ?? String
    return `Lead ${n},${write(numberOf(of))}`
  })
  expect(twins / count).toBeCloseTo(0.08, 2)
  const { checked, done } = await importer(t, 'max').bring('lead', csv('name,phone', ...lines))
  expect(checked).toMatchObject({ rowsOk: count, rowsRefused: 0, rowsAlike: twins })
  expect(done).toMatchObject({ rowsOk: count, rowsAlike: twins })
}, 1_200_000)

test('every one of the formats is one number', () => {
  expect(new Set(formats.map(write => phoneKey(write('13812345678'), 'CN')))).toEqual(new Set(['+8613812345678']))
})
