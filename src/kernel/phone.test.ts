import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { nationalDigits, phoneE164, phoneEndings, phoneKey } from './phone.ts'

type Example = {
  region: string
  country_code: string
  trunk_prefix: string
  type: string
  national_number: string
  e164: string
}

const file = new URL('../../test/data/phone-examples/example_numbers.csv', import.meta.url)
const examples: Example[] = parse(readFileSync(file), { columns: true })

const fullWidth = (text: string) => text.replace(/[0-9+-]/g, c => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
const dashed = (digits: string) => digits.replace(/(\d{3})(?=\d{3})/g, '$1-')

describe('the examples of 30 regions', () => {
  test('are all there', () => {
    expect(examples).toHaveLength(90)
  })

  test.each(examples.map(one => [one.region, one.type, one] as const))(
    '%s %s is one number however it is written',
    (_, __, one) => {
      const { country_code: country, national_number: national, trunk_prefix: trunk, region } = one
      const abroad = [
        `+${country} ${national}`,
        `+${country}-${dashed(national)}`,
        `00${country} ${national}`,
        `00${country}-${national}`,
      ]
      const athome = [
        `${trunk}${national}`,
        `${trunk}${dashed(national)}`,
        `(${trunk}${national.slice(0, 2)}) ${national.slice(2)}`,
      ]
      for (const text of [...abroad, ...athome].flatMap(text => [text, fullWidth(text), ` ${text} `])) {
        expect(phoneE164(text, region), text).toBe(one.e164)
        expect(phoneKey(text, region), text).toBe(one.e164)
      }
      for (const text of abroad) expect(phoneE164(text, region === 'CN' ? 'US' : 'CN'), text).toBe(one.e164)
    },
  )
})

test.each([
  '+86 131 2345 6789',
  '0086-13123456789',
  '86 13123456789',
  '131-2345-6789',
  '13123456789',
  '１３１２３４５６７８９',
  '＋８６－１３１２３４５６７８９',
  '0086 (131) 2345.6789',
  'tel:+86-131-2345-6789',
  '电话：13123456789',
])('%s is the one person of the duplicate test', text => {
  expect(phoneKey(text, 'CN')).toBe('+8613123456789')
})

test('trunk zeros go where the country drops them and stay where it keeps them', () => {
  expect(['+43 01 234567', '+43 (0)1 234567', '0043 1 234567'].map(text => phoneE164(text, 'AT'))).toEqual(
    Array(3).fill('+431234567'),
  )
  expect(phoneE164('010-1234 5678', 'CN')).toBe('+861012345678')
  expect(phoneE164('+86 (0)10 1234 5678', 'US')).toBe('+861012345678')
  expect(phoneE164('02 1234567', 'IT')).toBe('+39021234567')
  expect(phoneE164('0912-345-678', 'TW')).toBe('+886912345678')
})

test('an extension is not part of the number', () => {
  for (const text of ['010-12345678转801', '010-12345678 分机号：801', '010-12345678 ext. 801', '010-12345678-801'])
    expect(phoneE164(text, 'CN'), text).toBe('+861012345678')
})

test('C103 a local number matches on its digits', () => {
  expect(phoneKey('999-9999', 'US')).toBe('9999999')
  expect(phoneKey('9999999', 'US')).toBe('9999999')
  expect(phoneKey('999-9999', 'CN')).toBe(phoneKey('999 9999', 'CN'))
  expect(phoneE164('999-9999', 'CN')).toBeUndefined()
})

test('what is no telephone number has no key', () => {
  for (const text of ['', '   ', '-', '1234', '1.2E+10', 'none', '13123456789/13123456788x', '1'.repeat(200)])
    expect(phoneKey(text, 'CN'), text).toBeUndefined()
  expect(phoneE164('13123456789', 'XX')).toBeUndefined()
  expect(phoneE164('+8613123456789', '')).toBe('+8613123456789')
})

test('endings have four digits or more', () => {
  expect(phoneEndings('+861234567')).toEqual(['861234567', '61234567', '1234567', '234567', '34567', '4567'])
  expect(phoneEndings('123')).toEqual([])
  expect(nationalDigits('+861012345678')).toBe('01012345678')
  expect(nationalDigits('12')).toBeUndefined()
})
