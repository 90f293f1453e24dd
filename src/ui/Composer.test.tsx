import { afterEach, expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { button, draw, key, press, settle, submit, type } from '#test/page.tsx'
import { Composer } from './Composer.tsx'
import type { Composed, ComposeSetup } from './composing.ts'

afterEach(() => localStorage.clear())

test('a follow-up with a need, a promise and a next step is logged in one go, and the place is clean again', async () => {
  const logged: Composed[] = []
  const { body } = await draw(<Composer draftKey="d:1" onLog={async entry => logged.push(entry)} />)
  await press(button(body, 'Visit'))
  await type(body.querySelector('textarea'), ' They want two lines ')
  await press(button(body, 'Need'))
  await type(body.querySelector('.extra.need input'), 'Two lines by July')
  await press(button(body, 'Promise'))
  await press(button(body, 'In 2 hours'))
  await type(body.querySelector('.extra.next input'), 'call Ms Fu')
  await submit(body.querySelector('form'))
  expect(logged).toHaveLength(1)
  expect(logged[0]).toMatchObject({
    kind: 'visit',
    text: 'They want two lines',
    needs: ['Two lines by July'],
    promises: [],
    next: { what: 'call Ms Fu' },
  })
  expect(body.querySelector('textarea')?.value).toBe('')
})

test('on a record whose work is over only a note is offered, whatever was begun before', async () => {
  const logged: Composed[] = []
  const onLog = async (entry: Composed) => logged.push(entry)
  const { body: before } = await draw(<Composer draftKey="d:over" onLog={onLog} />)
  await press(button(before, 'Visit'))
  await press(button(before, 'Need'))
  await type(before.querySelector('.extra.need input'), 'Two lines by July')
  await settle(400)
  const over = (await draw(<Composer draftKey="d:over" onLog={onLog} noteOnly />)).body.lastElementChild
  expect([...(over?.querySelectorAll('.kinds button') ?? [])].map(one => one.textContent)).toEqual(['Note'])
  expect(over?.querySelector('.extra, .bottom .txt')).toBe(null)
  await type(over?.querySelector('textarea'), 'came back')
  await submit(over?.querySelector('form'))
  expect(logged).toEqual([{ kind: 'note', text: 'came back', needs: [], promises: [] }])
})

test('Ctrl+Enter logs; without a word it asks for one', async () => {
  const logged: Composed[] = []
  const { body } = await draw(<Composer draftKey="d:2" onLog={async entry => logged.push(entry)} />)
  await key(body.querySelector('textarea'), 'Enter', { ctrlKey: true })
  await settle()
  expect(body.querySelector('[role="alert"]')?.textContent).toBe('Write a word or two first.')
  await type(body.querySelector('textarea'), 'ok')
  await key(body.querySelector('textarea'), 'Enter', { ctrlKey: true })
  await settle()
  expect(logged.map(entry => entry.text)).toEqual(['ok'])
})

test('a refused follow-up keeps what was written and says why', async () => {
  const refuse = async () => {
    throw new Refusal('followup.late')
  }
  const { body } = await draw(<Composer draftKey="d:3" onLog={refuse} />, {
    texts: { 'followup.late': { en: 'The lead is closed.', zh: '线索已关闭。' } },
  })
  await type(body.querySelector('textarea'), 'spoke to Ann')
  await submit(body.querySelector('form'))
  expect(body.querySelector('[role="alert"]')?.textContent).toBe('The lead is closed.')
  expect(body.querySelector('textarea')?.value).toBe('spoke to Ann')
})

const setup: ComposeSetup = {
  kinds: [
    { kind: 'call', required: [] },
    { kind: 'visit', required: ['result'] },
  ],
  fields: [
    { key: 'result', label: { en: 'Result', zh: '结果' }, kind: 'text' },
    { key: 'budget', label: { en: 'Budget', zh: '预算' }, kind: 'text' },
  ],
  phrases: [
    {
      id: '1',
      name: 'Minutes',
      kind: 'visit',
      content: 'Agreed:',
      nextStep: 'send them',
      nextAt: '2027-01-04T02:00:00Z',
    },
    { id: '2', name: 'By mail', kind: 'email', content: 'Wrote.', nextStep: null, nextAt: null },
  ],
}

test('a phrase writes its words, kind and next step; what the kind asks for stands open, the rest by a press', async () => {
  const logged: Composed[] = []
  const { body } = await draw(<Composer draftKey="d:4" setup={setup} onLog={async entry => logged.push(entry)} />)
  const labels = () => [...body.querySelectorAll('.asked label')].map(one => one.textContent)
  expect([...body.querySelectorAll('.kinds button')].map(one => one.textContent)).toEqual(['Call', 'Visit'])
  expect([...body.querySelectorAll('.phrases button')].map(one => one.textContent)).toEqual(['Minutes'])
  expect(labels()).toEqual([])
  await press(button(body, 'Minutes'))
  expect(body.querySelector('textarea')?.value).toBe('Agreed:')
  expect(labels()).toEqual(['Result*'])
  await press(button(body, 'More'))
  expect(labels()).toEqual(['Result*', 'Budget'])
  await type(body.querySelector('.asked [data-field="result"] input'), 'they try it')
  await submit(body.querySelector('form'))
  const next = { at: '2027-01-04T02:00:00Z', what: 'send them' }
  expect(logged).toEqual([
    { kind: 'visit', text: 'Agreed:', needs: [], promises: [], fields: { result: 'they try it' }, next },
  ])
})

test('a colleague is named with an @, and told only while the name stands', async () => {
  const logged: Composed[] = []
  const people = async () => [
    { id: 'm', name: 'Max' },
    { id: 'o', name: 'Olivia' },
  ]
  const { body } = await draw(<Composer draftKey="d:6" people={people} onLog={async entry => logged.push(entry)} />)
  const words = () => body.querySelector('textarea')
  const offered = () => [...body.querySelectorAll('.phrases button')].map(one => one.textContent)
  await type(words(), 'wrote to a@ma')
  await settle()
  expect(offered()).toEqual([])
  await type(words(), '价格请@')
  await settle()
  expect(offered()).toEqual(['@Max', '@Olivia'])
  await type(words(), '价格请@ma')
  expect(offered()).toEqual(['@Max'])
  await press(button(body, '@Max'))
  expect([words()?.value, offered()]).toEqual(['价格请@Max ', []])
  await submit(body.querySelector('form'))
  expect(logged[0]).toEqual({ kind: 'call', text: '价格请@Max', needs: [], promises: [], mentions: ['m'] })
  await type(words(), '@ol')
  await settle()
  await press(button(body, '@Olivia'))
  await type(words(), 'nobody')
  await submit(body.querySelector('form'))
  expect(logged[1]).not.toHaveProperty('mentions')
})

test('what is missing is said at its field, the rest below', async () => {
  const refuse = async () => {
    throw new Refusal([
      { key: 'field.required', path: 'result' },
      { key: 'followup.stepMissing', path: 'nextStep' },
    ])
  }
  const texts = {
    'field.required': { en: 'This field is required.', zh: '此字段必填。' },
    'followup.stepMissing': { en: 'Say what the next step is.', zh: '请填写下一步做什么。' },
  }
  const { body } = await draw(<Composer draftKey="d:5" setup={setup} onLog={refuse} />, { texts })
  await press(button(body, 'Visit'))
  await type(body.querySelector('textarea'), 'was there')
  await submit(body.querySelector('form'))
  expect(body.querySelector('[data-field="result"] .wrong')?.textContent).toBe('This field is required.')
  expect(body.querySelector('[role="alert"]')?.textContent).toBe('Say what the next step is.')
})
