import { act, useState } from 'react'
import { beforeEach, describe, expect, test } from 'vitest'
import { button, draw, press } from '#test/page.tsx'
import type { ThemeName } from '#ui/readTokens.ts'
import { ThemePick } from './ThemePick.tsx'
import { ThemeProvider, useTheme } from './useTheme.tsx'

let kept: (ThemeName | null)[] = []
beforeEach(() => {
  kept = []
  localStorage.clear()
})

type Person = { userId: string; choice: ThemeName | null }

function Look() {
  return (
    <>
      <output>{useTheme().theme}</output>
      <ThemePick />
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
/** A system whose light one can turn. */
function systemOf(): { turn: (dark: boolean) => Promise<void> } {
  const was = window.matchMedia
  let isDark = false
  const watched = Object.defineProperty(was('(prefers-color-scheme: dark)'), 'matches', { get: () => isDark })
  window.matchMedia = query => (query.includes('color-scheme') ? watched : was(query))
  return {
    turn: dark =>
      act(async () => {
        isDark = dark
        watched.dispatchEvent(new Event('change'))
      }),
  }
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

  test('left to the system they follow it while one looks, and that is kept too', async () => {
    const system = systemOf()
    const { body } = await draw(<Device people={[{ userId: 'u', choice: 'light' }]} />)
    await press(button(body, 'u'))
    await system.turn(true)
    expect(said(body)[0]).toBe('light')
    await press(button(body, 'As the system'))
    expect([said(body), kept, localStorage.getItem('baton.theme')]).toEqual([['dark', 'dark'], [null], null])
    await system.turn(false)
    expect(said(body)).toEqual(['light', 'light'])
    expect(body.querySelector('[aria-pressed="true"]')?.textContent).toBe('As the system')
  })

  test('left to the system at the door they forget how this device was left', async () => {
    localStorage.setItem('baton.theme', 'dark')
    const { body } = await draw(<Device people={[]} />)
    await press(button(body, 'As the system'))
    expect([said(body)[0], localStorage.getItem('baton.theme')]).toEqual(['light', null])
  })

  test('before anybody is known they are as this device was left', async () => {
    localStorage.setItem('baton.theme', 'dark')
    const { body } = await draw(<Device people={[]} />)
    expect(said(body)[0]).toBe('dark')
  })
})
