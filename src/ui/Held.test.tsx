import { useState } from 'react'
import { expect, test } from 'vitest'
import { button, draw, press, type } from '#test/page.tsx'
import { editText } from './edit.text.ts'
import { Held } from './Held.tsx'

type Paper = { readonly version: number; readonly text: string }

/** What somebody else saves, and a form that begins anew with every version it is shown. */
function Desk() {
  const [latest, setLatest] = useState<Paper>({ version: 1, text: 'first' })
  return (
    <>
      <button type="button" onClick={() => setLatest({ version: latest.version + 1, text: 'theirs' })}>
        Somebody saves
      </button>
      <Held latest={latest}>
        {(shown, hold) => (
          <Form
            key={shown.version}
            text={shown.text}
            onType={() => hold(true)}
            onSave={text => {
              hold(false)
              setLatest({ version: latest.version + 1, text })
            }}
          />
        )}
      </Held>
    </>
  )
}

type FormProps = { text: string; onType: () => void; onSave: (text: string) => void }
function Form({ text, onType, onSave }: FormProps) {
  const [typed, setTyped] = useState(text)
  return (
    <>
      <input
        value={typed}
        onChange={event => {
          setTyped(event.target.value)
          onType()
        }}
      />
      <button type="button" onClick={() => onSave(typed)}>
        Save
      </button>
    </>
  )
}

const typedIn = (body: HTMLElement) => body.querySelector('input')?.value

test('who writes nothing sees what others save at once', async () => {
  const { body } = await draw(<Desk />, { texts: editText })
  await press(button(body, 'Somebody saves'))
  expect([typedIn(body), body.querySelector('.note')]).toEqual(['theirs', null])
})

test('what one types outlasts what others save, which is said and taken when one asks for it', async () => {
  const { body } = await draw(<Desk />, { texts: editText })
  await type(body.querySelector('input'), 'mine')
  await press(button(body, 'Somebody saves'))
  expect(typedIn(body)).toBe('mine')
  expect(body.querySelector('.note')?.textContent).toContain('Someone changed this meanwhile')
  await press(button(body, 'Take theirs'))
  expect([typedIn(body), body.querySelector('.note')]).toEqual(['theirs', null])
})

test('one’s own saving is no conflict', async () => {
  const { body } = await draw(<Desk />, { texts: editText })
  await type(body.querySelector('input'), 'mine')
  await press(button(body, 'Save'))
  expect([typedIn(body), body.querySelector('.note')]).toEqual(['mine', null])
})
