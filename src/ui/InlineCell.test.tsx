import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ListQuery } from '#kernel/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { button, draw, key, press, settle, type } from '#test/page.tsx'
import type { CellEdit } from './editBody.ts'
import { RecordList } from './RecordList.tsx'

const label = (text: string) => ({ en: text, zh: text })
const field = (name: string, kind: Field['kind'], more: Partial<Field> = {}): Field => ({
  key: name,
  kind,
  label: label(name),
  ...more,
})
const level = [
  { value: 'A', label: label('Gold') },
  { value: 'B', label: label('Silver') },
]
const entity: Entity = {
  key: 'customer',
  label: label('Customer'),
  plural: label('Customers'),
  path: '/customers',
  title: 'name',
  fields: [
    field('name', 'text'),
    field('city', 'text'),
    field('credit', 'money'),
    field('level', 'choice', { choices: level }),
    field('mood', 'text', { custom: { id: 'f1', indexed: false, unique: false } }),
    field('number', 'text', { derived: true }),
    field('secret', 'text', { writeAs: 'customer.secret' }),
  ],
  columns: ['name', 'city', 'credit', 'level', 'mood', 'number', 'secret'],
  form: [{ label: label('Form'), fields: ['name', 'city', 'credit', 'level', 'number', 'secret'] }],
}
type Row = { id: string; version: number; name: string } & Record<string, unknown>
let rows: Row[]
let edits: CellEdit[]
let load: (query: ListQuery) => Promise<{ items: Row[]; nextCursor: null }>
/** What the server says to the next edit. */
let answer: (edit: CellEdit) => Row

const texts = { 'customer.noCity': { en: 'No such city.', zh: '' } }
const see = () =>
  draw(
    <RecordList<Row>
      entity={entity}
      href={row => `/customers/${row.id}`}
      load={query => load(query)}
      edit={async edit => {
        edits.push(edit)
        return answer(edit)
      }}
      empty={{ title: 'None' }}
    />,
    { at: '/customers', texts },
  )

beforeEach(() => {
  edits = []
  rows = [
    { id: 'r1', version: 3, name: 'Acme', city: 'Hangzhou', credit: '100', currency: 'CNY', custom: { mood: 'good' } },
    { id: 'r2', version: 1, name: 'Globex', city: 'Ningbo', credit: '5', currency: 'CNY', custom: {} },
  ]
  load = vi.fn(async () => ({ items: rows, nextCursor: null }))
  answer = ({ id, ...edit }) => {
    rows = rows.map(row => (row.id === id ? { ...row, ...edit, version: row.version + 1 } : row))
    return rows.find(row => row.id === id) ?? { id, version: 0, name: '' }
  }
})
afterEach(() => localStorage.clear())

const cell = (body: HTMLElement, row: number, column: number) =>
  body.querySelectorAll('tbody tr')[row]?.querySelectorAll('td')[column]
const open = async (body: HTMLElement, row: number, column: number) => {
  const td = cell(body, row, column)
  await act(async () => td?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })))
  return cell(body, row, column)?.querySelector('input')
}

test('what a form takes and a cell can hold is typed where it stands; the rest is not', async () => {
  const { body } = await see()
  const can = [...(body.querySelectorAll('tbody tr')[0]?.querySelectorAll('td') ?? [])].map(td => td.className)
  expect(can).toEqual(['name', 'can', 'num can', 'can', 'can', '', ''])
})

test('Enter keeps it: the server gets the one field and the version, and the list is not asked again', async () => {
  const { body } = await see()
  const input = await open(body, 0, 1)
  await type(input, 'Shanghai')
  await key(input, 'Enter')
  await settle()
  expect(edits).toEqual([{ id: 'r1', version: 3, city: 'Shanghai' }])
  expect(cell(body, 0, 1)?.textContent).toBe('Shanghai')
  expect(load).toHaveBeenCalledTimes(1)
  const again = await open(body, 0, 1)
  await type(again, 'Suzhou')
  await key(again, 'Enter')
  await settle()
  expect(edits.at(-1)).toEqual({ id: 'r1', version: 4, city: 'Suzhou' })
})

test('an own field goes under “custom”, a number as a plain one', async () => {
  const { body } = await see()
  const mood = await open(body, 0, 4)
  await type(mood, 'better')
  await key(mood, 'Enter')
  await settle()
  const credit = await open(body, 1, 2)
  await type(credit, '1,200')
  await key(credit, 'Enter')
  await settle()
  expect(edits).toEqual([
    { id: 'r1', version: 3, custom: { mood: 'better' } },
    { id: 'r2', version: 1, credit: '1200' },
  ])
})

test('a choice is written by one press, which does not open the record as well', async () => {
  const { body, href } = await see()
  const input = await open(body, 0, 3)
  await act(async () => input?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })))
  await settle(60)
  await press([...document.querySelectorAll('.ant-select-item-option')].find(one => one.textContent === 'Silver'))
  expect(edits).toEqual([{ id: 'r1', version: 3, level: 'B' }])
  expect(cell(body, 0, 3)?.textContent).toBe('Silver')
  expect(href()).toBe('/customers')
})

test('a cell that is left by pressing elsewhere writes what was typed, and a choice nothing', async () => {
  const { body } = await see()
  const input = await open(body, 0, 1)
  await type(input, 'Shanghai')
  await act(async () => input?.blur())
  await settle()
  const choice = await open(body, 0, 3)
  await act(async () => {
    choice?.focus()
    choice?.blur()
  })
  await settle()
  expect(edits).toEqual([{ id: 'r1', version: 3, city: 'Shanghai' }])
  expect(body.querySelector('td.editing')).toBeNull()
})

test('Escape and an unchanged value write nothing', async () => {
  const { body } = await see()
  const input = await open(body, 0, 1)
  await type(input, 'Elsewhere')
  await key(input, 'Escape')
  const same = await open(body, 1, 1)
  await key(same, 'Enter')
  await settle()
  expect(edits).toEqual([])
  expect(cell(body, 0, 1)?.textContent).toBe('Hangzhou')
})

test('a refusal puts the old value back and says why', async () => {
  answer = () => {
    throw new Refusal('customer.noCity')
  }
  const { body } = await see()
  const input = await open(body, 0, 1)
  await type(input, 'Atlantis')
  await key(input, 'Enter')
  await settle()
  expect(cell(body, 0, 1)?.textContent).toBe('Hangzhou')
  expect(body.querySelector('.toast.late')?.textContent).toBe('No such city.')
})

test('C128 a field that somebody else has changed meanwhile shows both values, and either may stay', async () => {
  const clash = new Refusal({ key: 'kernel.stale', path: 'city' }, 'conflict', {
    version: 7,
    fields: { city: { yours: 'Shanghai', theirs: 'Beijing' } },
  })
  const keep = answer
  answer = () => {
    throw clash
  }
  const { body } = await see()
  const input = await open(body, 0, 1)
  await type(input, 'Shanghai')
  await key(input, 'Enter')
  await settle(60)
  const view = document.querySelector('.ant-popover [role="alert"]')
  expect([...(view?.querySelectorAll('dd') ?? [])].map(one => one.textContent)).toEqual(['Beijing', 'Shanghai'])
  expect(load).toHaveBeenCalledTimes(2)
  answer = keep
  await press(button(document.body, 'Write mine'))
  expect(edits.at(-1)).toEqual({ id: 'r1', version: 7, city: 'Shanghai' })
  expect(cell(body, 0, 1)?.textContent).toBe('Shanghai')
})

test('keeping theirs writes nothing more', async () => {
  answer = () => {
    rows = rows.map(row => (row.id === 'r1' ? { ...row, city: 'Beijing', version: 7 } : row))
    throw new Refusal({ key: 'kernel.stale', path: 'city' }, 'conflict', {
      version: 7,
      fields: { city: { yours: 'Shanghai', theirs: 'Beijing' } },
    })
  }
  const { body } = await see()
  const input = await open(body, 0, 1)
  await type(input, 'Shanghai')
  await key(input, 'Enter')
  await settle(60)
  await press(button(document.body, 'Keep theirs'))
  expect(edits).toHaveLength(1)
  expect(cell(body, 0, 1)?.textContent).toBe('Beijing')
})
