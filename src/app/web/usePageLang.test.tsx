import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Lang } from '#kernel/text.ts'
import { button, draw, press } from '#test/page.tsx'
import { usePageLang } from './usePageLang.ts'

let kept: (Lang | null)[] = []
const keep = (lang: Lang | null) => void kept.push(lang)
const wish = navigator.language

function browserWishes(language: string): void {
  Object.defineProperty(navigator, 'language', { configurable: true, value: language })
}

beforeEach(() => {
  kept = []
  localStorage.clear()
})
afterEach(() => browserWishes(wish))

type Props = { person?: { userId: string; lang: Lang | null } | undefined }

function Page({ person }: Props) {
  const { lang, ownLang, setLang } = usePageLang(person, keep)
  return (
    <>
      <output>{`${lang} ${ownLang}`}</output>
      <button type="button" onClick={() => setLang('en')}>
        English
      </button>
      <button type="button" onClick={() => setLang(null)}>
        Browser
      </button>
    </>
  )
}

function Door() {
  const [person, setPerson] = useState<Props['person']>()
  return (
    <>
      <Page person={person} />
      {['u', 'v'].map(userId => (
        <button key={userId} type="button" onClick={() => setPerson({ userId, lang: null })}>
          Enter as {userId}
        </button>
      ))}
    </>
  )
}

const said = (body: HTMLElement) => body.querySelector('output')?.textContent

describe('the language of the page', () => {
  test.each([
    ['zh-CN', 'zh null'],
    ['zh-Hant-TW', 'zh null'],
    ['en-GB', 'en null'],
    ['de-DE', 'en null'],
  ])('is what the browser wishes, %s, for a person without a choice', async (language, shown) => {
    browserWishes(language)
    expect(said((await draw(<Page person={{ userId: 'u', lang: null }} />)).body)).toBe(shown)
  })

  test("is the person's own choice in every browser", async () => {
    browserWishes('en-US')
    expect(said((await draw(<Page person={{ userId: 'u', lang: 'zh' }} />)).body)).toBe('zh zh')
  })

  test('chosen by hand it counts at once, is kept with the person, and can be left to the browser again', async () => {
    browserWishes('zh-CN')
    const { body } = await draw(<Page person={{ userId: 'u', lang: 'zh' }} />)
    await press(button(body, 'English'))
    expect([said(body), kept]).toEqual(['en en', ['en']])
    await press(button(body, 'Browser'))
    expect([said(body), kept]).toEqual(['zh null', ['en', null]])
  })

  test('before sign-in it is what was read on this device last, and nothing is kept with anyone', async () => {
    browserWishes('zh-CN')
    localStorage.setItem('baton.lang', 'en')
    const { body } = await draw(<Page />)
    expect(said(body)).toBe('en null')
    await press(button(body, 'Browser'))
    expect(kept).toEqual([])
  })

  test('what someone else read on this device does not reach a person who leaves it to their browser', async () => {
    browserWishes('zh-CN')
    localStorage.setItem('baton.lang', 'en')
    expect(said((await draw(<Page person={{ userId: 'u', lang: null }} />)).body)).toBe('zh null')
  })

  test('chosen at the door it becomes the choice of who then signs in without one, and of nobody else', async () => {
    browserWishes('zh-CN')
    const { body } = await draw(<Door />)
    await press(button(body, 'English'))
    await press(button(body, 'Enter as u'))
    expect([said(body), kept]).toEqual(['en en', ['en']])
    await press(button(body, 'Enter as v'))
    expect([said(body), kept]).toEqual(['zh null', ['en']])
  })
})
