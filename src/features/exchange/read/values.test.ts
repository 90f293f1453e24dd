import { expect, test } from 'vitest'
import { phoneKey } from '#kernel/phone.ts'
import { type FieldKind, fieldKinds } from '#meta/entity.ts'
import type { ImportField } from '../exchange.schema.ts'
import { cellText, guard } from '../write/guard.ts'
import { columnDateOrder } from './dates.ts'
import { readTable } from './delimited.ts'
import { columnNumberStyle } from './numbers.ts'
import { parseCell } from './values.ts'

const options = { today: '2026-11-25', zone: 'Asia/Shanghai', region: 'CN' }
const choices = [
  { value: 'won', label: { en: 'Won', zh: '赢单' } },
  { value: 'lost', label: { en: 'Lost', zh: '输单' } },
  { value: 'a', label: { en: 'Same', zh: '同' } },
  { value: 'b', label: { en: 'Same', zh: '同' } },
  { value: 'c', label: { en: 'Red, green', zh: '红绿' } },
]
const parse = (kind: FieldKind, cell: string, more: Partial<ImportField> = {}, currency?: string) =>
  parseCell({ key: 'x', label: { en: 'X', zh: 'X' }, kind, choices, ...more }, cell, {
    numbers: 'plain',
    dates: 'plain',
    options,
    currency,
  })
const read = (...args: Parameters<typeof parse>) => {
  const parsed = parse(...args)
  return parsed.ok ? parsed.value : parsed.reason.key
}

test('C094 long numbers keep every digit in text; a lost end is warned of', () => {
  expect(parse('text', '999032320001885')).toEqual({ ok: true, value: '999032320001885' })
  expect(read('number', '999032320001885')).toBe('999032320001885')
  expect(parse('text', '110101199003071234')).toEqual({ ok: true, value: '110101199003071234' })
  expect(parse('text', '110101199003070000')).toMatchObject({
    ok: true,
    value: '110101199003070000',
    warning: { key: 'exchange.precisionLost' },
  })
  expect(read('text', '9.99032E+14')).toBe('exchange.scientific')
})

test('C096 a postal code keeps its leading zero', () => {
  expect(read('text', '04101')).toBe('04101')
})

test('C142 C144 emoji stay whole in any text', () => {
  expect(read('text', 'mail 😀 rest')).toBe('mail 😀 rest')
  expect(read('longText', ' 😀🤗\n𠮷 ')).toBe(' 😀🤗\n𠮷 ')
})

test('a phone stays as written, with its E.164 where it is complete', () => {
  for (const typed of [
    '+86 131 2345 6789',
    '0086-13123456789',
    '131-2345-6789',
    '13123456789',
    '１３１２３４５６７８９',
  ]) {
    expect(read('phone', typed)).toEqual({ typed, e164: '+8613123456789' })
  }
  expect(read('phone', '030-0074321')).toMatchObject({ typed: '030-0074321' })
  expect(read('phone', '999-9999')).toEqual({ typed: '999-9999', e164: undefined })
  expect(read('phone', '+55 (12) 3923-5555')).toEqual({ typed: '+55 (12) 3923-5555', e164: '+551239235555' })
})

test('C103 999-9999 and 9999999 arrive as phones that meet under one key', () => {
  const keys = ['999-9999', '9999999', '(999) 9999'].map(cell => {
    const parsed = read('phone', cell)
    return typeof parsed === 'object' && 'typed' in parsed ? phoneKey(parsed.typed, 'CN') : undefined
  })
  expect(keys).toEqual(['+869999999', '+869999999', '+869999999'])
})

test.each([
  ['1.2E+10', 'exchange.scientific'],
  ['1.38123E+10', 'exchange.scientific'],
  ['13812345678.0', 'exchange.phoneNot'],
  ['ask Li', 'exchange.phoneNot'],
  ['13812345678/13912345678', 'exchange.phoneSeveral'],
  ['13812345678；010-12345678', 'exchange.phoneSeveral'],
])('the phone %s is refused', (cell, key) => {
  expect(read('phone', cell)).toBe(key)
})

test('yes and no in both languages', () => {
  for (const cell of ['是', '√', 'Y', 'yes', 'TRUE', '1', 'Ｙ']) expect(read('yesNo', cell)).toBe(true)
  for (const cell of ['否', '×', 'N', 'no', 'False', '0', '无']) expect(read('yesNo', cell)).toBe(false)
  expect(read('yesNo', 'maybe')).toBe('exchange.yesNoNot')
})

test('a choice by its key or its label in either language, never by a near miss', () => {
  expect(['won', 'WON', 'Won', '赢单', ' 输单 '].map(cell => read('choice', cell))).toEqual(
    ['won', 'won', 'won', '赢单', ' 输单 '].map(cell => (cell.includes('输') ? 'lost' : 'won')),
  )
  expect(read('choice', 'Wonn')).toBe('exchange.choiceUnknown')
  expect(read('choice', 'same')).toBe('exchange.choiceUnclear')
  expect(read('multiChoice', 'Won; 输单、won')).toEqual(['won', 'lost'])
  expect(read('multiChoice', 'red, green')).toEqual(['c'])
  expect(read('multiChoice', 'Won, blue')).toBe('exchange.choiceUnknown')
})

test('money refuses the sign of another currency', () => {
  expect(read('money', '￥1,234.50', {}, 'CNY')).toBe('1234.50')
  expect(read('money', '$5', {}, 'CNY')).toBe('exchange.otherCurrency')
  expect(read('money', '$5')).toBe('5')
})

test('a percentage is read as the field says, and refused where it says nothing', () => {
  expect(read('number', '12.5%', { percent: 'whole' })).toBe('12.5')
  expect(read('number', '12.5%', { percent: 'fraction' })).toBe('0.125')
  expect(read('number', '-150%', { percent: 'fraction' })).toBe('-1.50')
  expect(read('number', '13%')).toBe('exchange.percentUnexpected')
})

test('an e-mail is one address', () => {
  expect(read('email', ' luisg@embraer.com.br ')).toBe('luisg@embraer.com.br')
  expect(read('email', 'mailto:a@b.cn')).toBe('a@b.cn')
  expect(read('email', 'a@b.cn; c@d.cn')).toBe('exchange.emailSeveral')
  for (const cell of ['a', 'a@b', '@b.cn', 'a b@c.cn', 'a@b.cn,']) expect(read('email', cell)).toBe('exchange.emailNot')
})

test('an empty cell is no value; control characters and spreadsheet errors are reasons in every kind', () => {
  const every: FieldKind[] = [
    'text',
    'longText',
    'number',
    'money',
    'date',
    'instant',
    'choice',
    'multiChoice',
    'yesNo',
    'reference',
    'user',
    'phone',
    'email',
  ]
  for (const kind of every) {
    expect(parse(kind, ' \u3000')).toEqual({ ok: true, value: undefined })
    expect(read(kind, 'a\u0000b')).toBe('exchange.controlCharacter')
    expect(read(kind, '#REF!')).toBe('exchange.cellError')
  }
})

test('a cell as long as the cap allows costs no time, whatever it holds', () => {
  const size = 32 * 1024
  const hostile = ['1', 'a', ' 1', '1,', '1.', '(', 'a@', '2024-', '１', '万', '=', "'1"].map(part =>
    part.repeat(size / part.length),
  )
  const started = performance.now()
  for (const cell of hostile) {
    for (const kind of fieldKinds) parse(kind, `${cell}x`)
    columnNumberStyle([cell])
    columnDateOrder([cell])
    guard(cellText(cell))
    readTable(`name,phone\n${cell},1\n`)
  }
  // 12 cells through 13 kinds: some 100 ms; one pattern that tries every start takes seconds
  expect(performance.now() - started).toBeLessThan(10_000)
})
