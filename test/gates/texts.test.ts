import { expect, test } from 'vitest'
import { deadTexts } from './lib/deadTexts.ts'
import { tracked } from './lib/source.ts'
import { unknownKeys } from './lib/textKeys.ts'
import { literalsOnScreen, unevenTexts } from './lib/texts.ts'

const page = (jsx: string) => literalsOnScreen(new Map([['src/ui/A.tsx', `const A = () => ${jsx}`]]))
const table = (row: string) => new Map([['src/kernel/a.text.ts', `export const a = { ${row} } as const`]])

test('no component speaks by itself', () => expect(literalsOnScreen(tracked())).toEqual([]))
test('every sentence is said in both languages', () => expect(unevenTexts(tracked())).toEqual([]))
test('every sentence is said by something', () => expect(deadTexts(tracked())).toEqual([]))
test('every key that code says has its sentence', () => expect(unknownKeys(tracked())).toEqual([]))

test.each([
  '<p>Save</p>',
  '<p>保存</p>',
  '<input placeholder="Name" />',
  '<button aria-label={busy ? "Wait" : t("ui.go")} />',
  '<p>{open && "Open"}</p>',
  '<p>{`Total ${sum}`}</p>',
])('%s is named', jsx => expect(page(jsx)).toHaveLength(1))

test.each(['<p>{t("ui.save")}</p>', '<kbd>⌘K</kbd>', '<p className="title big">·</p>', '<p>&nbsp;{sum}</p>'])(
  '%s is silent',
  jsx => expect(page(jsx)).toEqual([]),
)

test('a sentence in one language, with other holes, or said twice is named', () => {
  expect(unevenTexts(table(`'a.b': { en: 'Yes', zh: '' }`))).toHaveLength(1)
  expect(unevenTexts(table(`'a.b': { en: 'Yes' }`))).toHaveLength(1)
  expect(unevenTexts(table(`'a.b': { en: '{left} unpaid', zh: '未付款' }`))).toHaveLength(1)
  expect(unevenTexts(table(`'a.b': { en: 'Yes', zh: '是' }, 'a.b': { en: 'No', zh: '否' }`))).toHaveLength(1)
  expect(unevenTexts(table(`'a.b': { en: '{left} unpaid', zh: '{left} 未付款' }`))).toEqual([])
  expect(unevenTexts(table(`'a.b': { en: '{count} open orders', zh: '{count} 张订单' }`))).toHaveLength(1)
  expect(unevenTexts(table(`'a.b': { en: 'At most {max} own fields.', zh: '最多 {max} 个' }`))).toHaveLength(1)
  expect(unevenTexts(table(`'a.b': { en: '{most} is allowed', zh: '{most} 以内' }`))).toEqual([])
  expect(unevenTexts(table(`'a.b': { en: '{count:order|orders}', zh: '{count} 张订单' }`))).toEqual([])
})

test('a key without a sentence is named, wherever it is said', () => {
  const said = (path: string, text: string) =>
    unknownKeys(new Map([...table(`'a.b': { en: 'Yes', zh: '是' }`), [path, text]]))
  expect(said('src/kernel/x.ts', `t('a.c')`)).toHaveLength(1)
  expect(said('src/kernel/x.ts', `throw new Refusal('a.c')`)).toHaveLength(1)
  expect(said('src/kernel/x.ts', `const r = { key: 'a.c' }`)).toHaveLength(1)
  expect(said('src/features/a/a.rules.ts', `export const none = o => o.x ? undefined : 'a.c'`)).toHaveLength(1)
  expect(said('src/features/a/a.access.ts', `export const rows = { 'a.read': {} }`)).toEqual([
    'src/features/a/a.access.ts:1 no text for permission.a.read',
  ])
  expect(said('src/kernel/x.ts', `t('a.b'); reason('a.b'); const r = { key: 'updatedAt' }`)).toEqual([])
})

test('a sentence that nothing says is named, and none that anything may say', () => {
  const dead = (code: string, key = 'a.b') =>
    deadTexts(new Map([...table(`'${key}': { en: 'Yes', zh: '是' }`), ['src/kernel/x.ts', code]]))
  expect(dead(`t('a.c')`)).toEqual(['src/kernel/a.text.ts:1 nothing says a.b'])
  expect(dead('t(`a.${key}`)'), 'b is no word of the code').toHaveLength(1)
  expect(dead("const keys = ['b']; t(`a.${key}`)")).toEqual([])
  expect(dead('const rows = { b: 1 }; t(`a.${key}`)')).toEqual([])
  expect(dead("const sql = `case when x then 'a.b' end`")).toEqual([])
  expect(dead("tell('order.made'); t(`event.${kind}`)", 'event.order.made')).toEqual([])
  expect(dead("tell('order.sent'); t(`event.${kind}`)", 'event.order.made')).toHaveLength(1)
  expect(
    dead("const all = ['order', 'made']; tell(`${all[0]}.${all[1]}`); t(`event.${kind}`)", 'event.order.made'),
  ).toEqual([])
})
