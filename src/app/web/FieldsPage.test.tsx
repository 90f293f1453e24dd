import { expect, test } from 'vitest'
import { customerEntity } from '#features/customer/customer.entity.ts'
import { metaText } from '#meta/meta.text.ts'
import { answers } from '#test/answers.ts'
import { button, draw, press, submit, type, windowOf } from '#test/page.tsx'
import { FieldsPage } from './FieldsPage.tsx'
import { keyFrom } from './fieldDraft.ts'
import { fieldSettingsText } from './fieldSettings.text.ts'

const level = {
  id: '00000000-0000-7000-8000-000000000001',
  version: 3,
  entity: 'customer',
  key: 'seal',
  label: { en: 'Seal', zh: '印章' },
  kind: 'choice',
  refEntity: null,
  choices: [{ value: 'a', label: { en: 'A', zh: '甲' } }],
  scale: null,
  required: false,
  indexed: true,
  unique: false,
  hidden: false,
}
const reads = {
  'GET /fields': () => ({ items: [level] }),
  'GET /entities': () => ({ items: [customerEntity] }),
}
const texts = { ...fieldSettingsText, ...metaText }
const input = (field: string) => document.querySelector(`[data-field="${field}"] input`)

test.each([390, 1440])('at %i px a field is added, its short name made from its English one', async width => {
  windowOf(width)
  const asked = answers({ ...reads, 'POST /fields': () => level })
  const page = await draw(<FieldsPage />, { texts, at: '/settings/fields' })
  expect(page.body.textContent).toContain('Seal')
  await press(button(page.body, 'Add a field to Customer'))
  await type(input('zh'), '婚期')
  await type(input('en'), 'Wedding day')
  await submit(document.querySelector('form'))
  const [sent] = asked.filter(one => one.route === 'POST /fields')
  expect(sent?.body).toEqual({
    entity: 'customer',
    key: 'weddingDay',
    kind: 'text',
    label: { zh: '婚期', en: 'Wedding day' },
    required: false,
    indexed: false,
    unique: false,
  })
  expect(document.querySelector('form')).toBeNull()
})

test('a refusal stands at its field, and nothing typed is lost', async () => {
  const reasons = [
    { key: 'fields.keyTaken', path: 'key', values: { key: 'seal' } },
    { key: 'field.required', path: 'label.zh' },
  ]
  answers({
    ...reads,
    'POST /fields': () => {
      throw { status: 422, body: { reasons } }
    },
  })
  const page = await draw(<FieldsPage />, { texts })
  await press(button(page.body, 'Add a field to Customer'))
  await type(input('en'), 'Seal')
  await submit(document.querySelector('form'))
  expect(document.querySelector('[data-field="key"] .wrong')?.textContent).toBe('There is already a field “seal”.')
  expect(document.querySelector('[data-field="zh"] .wrong')?.textContent).toBe('This field is required.')
  expect(input('en')).toHaveProperty('value', 'Seal')
})

test('a choice in use is renamed, never removed; a new one is added beside it', async () => {
  const asked = answers({ ...reads, [`PATCH /fields/${level.id}`]: () => level })
  const page = await draw(<FieldsPage />, { texts })
  await press(button(page.body, 'Change Seal'))
  expect(
    [...document.querySelectorAll('button')].some(one => one.getAttribute('aria-label')?.startsWith('Remove')),
  ).toBe(false)
  await press(button(document.body, 'Add choice'))
  const rows = [...document.querySelectorAll('.choicerow')]
  await type(rows[0]?.querySelector('[data-field="en"] input'), 'Alpha')
  await type(rows[1]?.querySelector('[data-field="zh"] input'), '乙')
  await type(rows[1]?.querySelector('[data-field="en"] input'), 'B')
  await submit(document.querySelector('form'))
  const [sent] = asked.filter(one => one.route.startsWith('PATCH'))
  expect(sent?.body).toMatchObject({
    version: 3,
    hidden: false,
    choices: [
      { value: 'a', label: { en: 'Alpha', zh: '甲' } },
      { value: 'B', label: { en: 'B', zh: '乙' } },
    ],
  })
})

test('a short name begins with a letter and holds letters and digits only', () => {
  expect(['2nd seal-No.', '2 Seals', 'Wedding day', '婚期', '42'].map(keyFrom)).toEqual([
    'ndSealNo',
    'seals',
    'weddingDay',
    '',
    '',
  ])
})
