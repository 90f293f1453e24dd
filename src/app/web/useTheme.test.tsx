import { useState } from 'react'
import { beforeEach, describe, expect, test } from 'vitest'
import { button, draw, press } from '#test/page.tsx'
import type { ThemeName } from '#ui/readTokens.ts'
import { ThemeProvider, useTheme } from './useTheme.tsx'

let kept: (ThemeName | null)[] = []
beforeEach(() => {
  kept = []
  localStorage.clear()
})

type Person = { userId: string; choice: ThemeName | null }

function Look() {
  const { theme, setTheme } = useTheme()
  return (
    <>
      <output>{theme}</output>
      <button type="button" onClick={() => setTheme('dark')}>
        Dark
      </button>
    </>
  )
}

/** Somebody comes to a device, and somebody else after them. */
function Device({ people }: { people: readonly Person[] }) {
  const [person, setPerson] = useState<Person>()
  return (
    <ThemeProvider {...(person && { person })} keep={theme => void kept.push(theme)}>
      <Look />
      {people.map(one => (
        <button key={one.userId} type="button" onClick={() => setPerson(one)}>
          {one.userId}
        </button>
      ))}
    </ThemeProvider>
  )
}
const said = (body: HTMLElement) => [body.querySelector('output')?.textContent, document.documentElement.dataset.theme]

describe('light and dark', () => {
  test('are the person’s choice on a device that has never seen them, and the next first paint knows', async () => {
    const { body } = await draw(<Device people={[{ userId: 'u', choice: 'dark' }]} />)
    expect(said(body)).toEqual(['light', 'light'])
    await press(button(body, 'u'))
    expect(said(body)).toEqual(['dark', 'dark'])
    expect(localStorage.getItem('baton.theme')).toBe('dark')
    expect(kept).toEqual([])
  })

  test('chosen by hand they are kept with the person', async () => {
    const { body } = await draw(<Device people={[{ userId: 'u', choice: 'light' }]} />)
    await press(button(body, 'u'))
    await press(button(body, 'Dark'))
    expect([said(body)[0], kept]).toEqual(['dark', ['dark']])
  })

  test('chosen at the door they become the choice of who then signs in without one, and of nobody after', async () => {
    const without = ['u', 'v'].map(userId => ({ userId, choice: null }))
    const { body } = await draw(<Device people={without} />)
    await press(button(body, 'Dark'))
    await press(button(body, 'u'))
    expect([said(body)[0], kept]).toEqual(['dark', ['dark']])
    await press(button(body, 'v'))
    expect([said(body)[0], localStorage.getItem('baton.theme')]).toEqual(['light', null])
  })

  test('before anybody is known they are as this device was left', async () => {
    localStorage.setItem('baton.theme', 'dark')
    const { body } = await draw(<Device people={[]} />)
    expect(said(body)[0]).toBe('dark')
  })
})
