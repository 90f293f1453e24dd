import { afterEach, expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { button, draw, key, press, settle, submit, type } from '#test/page.tsx'
import { type Composed, Composer } from './Composer.tsx'

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
