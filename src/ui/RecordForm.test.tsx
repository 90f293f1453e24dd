import { act, useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { button, draw, press, settle, submit, type } from '#test/page.tsx'
import { RecordForm } from './RecordForm.tsx'
import { LookupProvider } from './useLookup.tsx'
import { useTurning } from './useTurning.ts'

const fields: Field[] = [
  { key: 'name', kind: 'text', label: { en: 'Name', zh: '名称' }, required: true },
  { key: 'phone', kind: 'phone', label: { en: 'Phone', zh: '电话' } },
  {
    key: 'grade',
    kind: 'text',
    label: { en: 'Grade', zh: '级别' },
    custom: { id: 'f1', indexed: true, unique: false },
  },
  { key: 'total', kind: 'money', label: { en: 'Total', zh: '合计' }, derived: true },
]
const record = { name: 'Acme', phone: '138', custom: { grade: 'A' } }
const texts = {
  'phone.bad': { en: 'A mobile number has 11 digits.', zh: '手机号应为11位。' },
  'customer.twin': { en: 'There is such a customer.', zh: '已有此客户。' },
}
const input = (body: HTMLElement, name: string) => body.querySelector<HTMLInputElement>(`[data-field="${name}"] input`)

function Page() {
  const [id, setId] = useState('a')
  return (
    <>
      <button type="button" onClick={() => setId('b')}>
        next
      </button>
      <RecordForm fields={fields} record={{ name: id }} draftKey={`c:${id}`} onSave={async () => {}} />
    </>
  )
}

afterEach(() => localStorage.clear())

test('only what changed is sent, own fields under custom, and a derived field is never asked', async () => {
  const sent: unknown[] = []
  const { body } = await draw(
    <RecordForm
      fields={fields}
      record={record}
      version={3}
      draftKey="c:1"
      onSave={async (changes, version) => sent.push(changes, version)}
    />,
  )
  expect(body.querySelector('[data-field="total"]')).toBeNull()
  await type(input(body, 'grade'), 'B')
  await type(input(body, 'phone'), '139')
  await type(input(body, 'phone'), '138')
  await submit(body.querySelector('form'))
  expect(sent).toEqual([{ custom: { grade: 'B' } }, 3])
})

test('a missing required field is named before anything is sent', async () => {
  const sent: unknown[] = []
  const { body } = await draw(
    <RecordForm fields={fields} record={{}} draftKey="c:new" onSave={async changes => sent.push(changes)} />,
  )
  await submit(body.querySelector('form'))
  expect(sent).toEqual([])
  expect(body.querySelector('[data-field="name"] .wrong')?.textContent).toBe('Please fill this in.')
})

test('refusals of the server land at their fields by path, tied to the input; the others stand above the form', async () => {
  const refuse = async () => {
    throw new Refusal([
      { key: 'phone.bad', path: 'phone' },
      { key: 'phone.bad', path: 'custom.grade' },
      { key: 'customer.twin' },
    ])
  }
  const { body } = await draw(<RecordForm fields={fields} record={record} draftKey="c:2" onSave={refuse} />, { texts })
  await submit(body.querySelector('form'))
  const phone = input(body, 'phone')
  const said = body.querySelector(`[id="${phone?.getAttribute('aria-describedby')}"]`)
  expect(said?.textContent).toBe('A mobile number has 11 digits.')
  expect(phone?.getAttribute('aria-invalid')).toBe('true')
  expect(document.activeElement).toBe(phone)
  expect(body.querySelector('[data-field="grade"] .wrong')).not.toBeNull()
  expect(body.querySelector('.whole')?.textContent).toBe('There is such a customer.')
  await type(phone, '13900000000')
  expect(body.querySelector('[data-field="phone"] .wrong')).toBeNull()
})

test('a conflict shows only the fields both changed, and the choice is saved on the new version', async () => {
  const sent: unknown[] = []
  const save = async (changes: Record<string, unknown>, version: number | undefined) => {
    sent.push([changes, version])
    if (version === 3)
      throw new Refusal([{ key: 'kernel.stale', path: 'name' }], 'conflict', {
        version: 5,
        fields: { name: { yours: 'Acme Ltd', theirs: 'Acme Inc' } },
      })
  }
  const { body } = await draw(<RecordForm fields={fields} record={record} version={3} draftKey="c:3" onSave={save} />)
  await type(input(body, 'name'), 'Acme Ltd')
  await type(input(body, 'phone'), '139')
  await submit(body.querySelector('form'))
  expect([...body.querySelectorAll('.conflict tbody th')].map(one => one.textContent)).toEqual(['Name'])
  expect(body.querySelector('.conflict tbody')?.textContent).toContain('Acme Inc')
  await press(body.querySelectorAll('.conflict input')[1])
  await press(button(body, 'Save the choice'))
  expect(sent.at(-1)).toEqual([{ name: 'Acme Inc', phone: '139' }, 5])
  expect(body.querySelector('.conflict')).toBeNull()
})

test('what was typed survives a closed tab and goes once it is saved', async () => {
  const first = await draw(<RecordForm fields={fields} record={record} draftKey="c:4" onSave={async () => {}} />)
  await type(input(first.body, 'name'), 'Acme & Sons')
  await settle(400)
  document.body.innerHTML = ''
  const again = await draw(<RecordForm fields={fields} record={record} draftKey="c:4" onSave={async () => {}} />)
  expect(input(again.body, 'name')?.value).toBe('Acme & Sons')
  expect(again.body.textContent).toContain('Your unsaved draft is back')
  await submit(again.body.querySelector('form'))
  expect(localStorage.getItem('baton.draft.c:4')).toBeNull()
})

test('C142 an emoji in a field is sent as it was typed', async () => {
  const sent: unknown[] = []
  const { body } = await draw(
    <RecordForm fields={fields} record={record} draftKey="c:5" onSave={async changes => sent.push(changes)} />,
  )
  await type(input(body, 'name'), 'mail 😀🤗 rest')
  await submit(body.querySelector('form'))
  expect(sent).toEqual([{ name: 'mail 😀🤗 rest' }])
})

test('C129 what others saved while this person typed is not written over: the version that was read is sent', async () => {
  const sent: unknown[] = []
  const form = (version: number) => (
    <RecordForm
      fields={fields}
      record={{ ...record, version }}
      version={version}
      draftKey="c:6"
      onSave={async (_, at) => sent.push(at)}
    />
  )
  const first = await draw(form(3))
  await type(input(first.body, 'name'), 'Acme Ltd')
  await settle(400)
  document.body.innerHTML = ''
  const later = await draw(form(5))
  await submit(later.body.querySelector('form'))
  expect(sent).toEqual([3])
})

test('another record on the same page starts clean', async () => {
  const { body } = await draw(<Page />)
  await type(input(body, 'name'), 'typed for a')
  await press(button(body, 'next'))
  expect(input(body, 'name')?.value).toBe('b')
})

test('a contact is looked up within its customer, and another customer empties it', async () => {
  const within: Field[] = [
    { key: 'customerId', kind: 'text', label: { en: 'Customer', zh: '客户' } },
    {
      key: 'contactId',
      kind: 'reference',
      refEntity: 'contact',
      within: 'customerId',
      label: { en: 'Contact', zh: '联系人' },
    },
  ]
  const asked: unknown[] = []
  const sent: unknown[] = []
  const lookup = {
    find: async (...wish: unknown[]) => {
      asked.push(wish)
      return [{ id: 'k2', name: 'Karl' }]
    },
    nameOf: async () => 'Kim',
    hrefOf: () => undefined,
  }
  const { body } = await draw(
    <LookupProvider value={lookup}>
      <RecordForm
        fields={within}
        record={{ customerId: 'c1', contactId: 'k1' }}
        draftKey="d:1"
        onSave={async changes => sent.push(changes)}
      />
    </LookupProvider>,
  )
  const select = body.querySelector('[data-field="contactId"] .ant-select')
  const open = () => select && act(async () => select.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })))
  await open()
  await settle(50)
  expect(asked).toEqual([['contact', '', JSON.stringify({ field: 'customerId', op: 'is', value: 'c1' })]])
  await type(input(body, 'customerId'), 'c2')
  await submit(body.querySelector('form'))
  expect(sent).toEqual([{ customerId: 'c2', contactId: null }])
})

function Turning() {
  const warning = useTurning({ currency: 'CNY' })
  const field: Field = { key: 'currency', kind: 'text', label: { en: 'Currency', zh: '币种' } }
  const record = { currency: 'CNY' }
  return <RecordForm fields={[field]} record={record} draftKey="q:1" warning={warning} onSave={async () => {}} />
}

test('what another currency does to the prices is said beside it, before it is saved', async () => {
  const { body } = await draw(<Turning />)
  expect(body.querySelector('.note')).toBeNull()
  await type(input(body, 'currency'), 'USD')
  expect(body.querySelector('.note')?.textContent).toContain('converted from CNY to USD')
  await type(input(body, 'currency'), 'CNY')
  expect(body.querySelector('.note')).toBeNull()
})
