import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Field } from '#meta/entity.ts'
import { button, draw, press, settle, submit, windowOf } from '#test/page.tsx'
import { FilterBar } from './FilterBar.tsx'
import type { Filtered } from './FilterBuilder.tsx'
import type { Part } from './listState.ts'
import { LookupProvider } from './useLookup.tsx'

const label = (text: string) => ({ en: text, zh: text })
const field = (key: string, kind: Field['kind'], more: Partial<Field> = {}): Field => ({
  key,
  kind,
  label: label(key),
  filter: true,
  ...more,
})
const fields = [
  field('name', 'text'),
  field('amount', 'money'),
  field('close', 'date'),
  field('createdAt', 'instant'),
  field('level', 'choice', {
    choices: [
      { value: 'A', label: label('Gold') },
      { value: 'B', label: label('Silver') },
    ],
  }),
  field('late', 'yesNo'),
  field('ownerId', 'user'),
  field('customerId', 'reference', { refEntity: 'customer' }),
  field('mood', 'text', { filter: false, custom: { id: 'f', indexed: false, unique: false } }),
  field('note', 'longText', { filter: false }),
]
const names: Readonly<Record<string, string>> = { u1: 'Ann', c1: 'Acme' }
let put: Filtered | undefined
beforeEach(() => {
  put = undefined
})
afterEach(() => localStorage.clear())

const see = (filter: readonly Part[], more: Partial<Filtered> = {}) =>
  draw(
    <LookupProvider value={{ find: async () => [], nameOf: async (_, id) => names[id], hrefOf: () => undefined }}>
      <FilterBar
        fields={fields}
        state={{ mode: 'all', filter, rest: undefined, ...more }}
        onState={state => {
          put = state
        }}
      />
    </LookupProvider>,
  )
const chips = () => [...document.querySelectorAll('.chip.on > button:first-child')].map(one => one.textContent)
const builder = async (body: HTMLElement) => {
  await press(button(body, 'Combine'))
  await settle(60)
  const form = document.querySelector('form.builder')
  if (!form) throw new Error('the builder did not open')
  return form
}

test('conditions of every kind read as words', async () => {
  await see([
    { field: 'name', op: 'notContains', value: 'x' },
    { field: 'amount', op: 'between', value: ['10', '20'] },
    { field: 'close', op: 'within', value: 'last:7' },
    { field: 'createdAt', op: 'lte', value: '2026-02-03' },
    { field: 'level', op: 'in', value: ['A', 'B'] },
    { field: 'late', op: 'is', value: true },
    { field: 'ownerId', op: 'in', value: ['me', 'myDepartment'] },
    { field: 'customerId', op: 'notIn', value: ['c1'] },
    { field: 'mood', op: 'empty' },
  ])
  await settle(60)
  expect(chips()).toEqual([
    'name does not contain x',
    'amount is between 10.00 – 20.00',
    'close is in the last 7 days',
    expect.stringMatching(/^createdAt is on or before 3 Feb/),
    'level is one of Gold, Silver',
    'late is Yes',
    'ownerId is one of Me, My department',
    'customerId is none of Acme',
    'mood is empty ',
  ])
})

test('a group stands in brackets, “any of them” between its parts', async () => {
  const { body } = await see(
    [
      { field: 'name', op: 'is', value: 'x' },
      {
        mode: 'all',
        leaves: [
          { field: 'late', op: 'is', value: true },
          { field: 'mood', op: 'notEmpty' },
        ],
      },
    ],
    { mode: 'any' },
  )
  expect(body.querySelector('.filters')?.textContent).toContain('name is xorlate is Yesandmood is filled in')
  await press(button(body, 'Remove the condition Group'))
  expect(put).toMatchObject({ mode: 'any', filter: [{ field: 'name' }] })
})

test('a condition that cannot be drawn is named, and can be taken away', async () => {
  const { body } = await see([], { rest: { not: { field: 'name', op: 'is', value: 'x' } } })
  await press(button(body, 'Remove the condition a further condition'))
  expect(put?.rest).toBe(undefined)
})

test('the builder changes how parts go together, adds, removes, and leaves out what is half typed', async () => {
  const kept = { field: 'name', op: 'is', value: 'x' } as const
  const { body } = await see([kept, { field: 'late', op: 'is', value: true }])
  const form = await builder(body)
  await press(button(form, 'Any of them'))
  await press(button(form, 'Group of conditions'))
  expect(form.querySelectorAll('.grouped .line')).toHaveLength(2)
  await press(button(form, 'Condition'))
  await press(form.querySelectorAll('.line .btn')[1])
  await submit(form)
  expect(put).toEqual({ mode: 'any', filter: [kept], rest: undefined })
})

test('a group of the builder is changed and taken away', async () => {
  const group: Part = {
    mode: 'any',
    leaves: [
      { field: 'level', op: 'in', value: ['A'] },
      { field: 'close', op: 'within', value: 'thisWeek' },
    ],
  }
  const { body } = await see([group])
  const form = await builder(body)
  await press(button(form.querySelector('.grouped') ?? form, 'All of them'))
  await submit(form)
  expect(put?.filter).toEqual([{ ...group, mode: 'all' }])
  const again = await builder(body)
  await press(button(again, 'Remove the group'))
  await submit(again)
  expect(put?.filter).toEqual([])
})

test('on a phone the builder is a sheet from below', async () => {
  windowOf(390)
  const { body } = await see([{ field: 'name', op: 'is', value: 'x' }])
  await builder(body)
  expect(document.querySelector('.bsheet form.builder')).not.toBeNull()
})
