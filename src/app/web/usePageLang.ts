import { useEffect } from 'react'
import type { Lang } from '#kernel/text.ts'
import type { Session } from '#ui/useSession.tsx'
import { browserLang, firstLang, keepLang } from './lang.ts'
import { useOwnChoice } from './useOwnChoice.ts'

type Person = Pick<Session, 'userId' | 'lang'> | undefined

export type PageLang = {
  readonly lang: Lang
  /** The person's own choice; null leaves it to the browser. */
  readonly ownLang: Lang | null
  readonly setLang: (lang: Lang | null) => void
}

/** The person's choice, on every device; without one the browser's wish; before sign-in what was read here last. */
export function usePageLang(person: Person, keep: (lang: Lang | null) => void): PageLang {
  const { own, choose } = useOwnChoice(person && { userId: person.userId, choice: person.lang }, keep)
  const lang = own ?? (person ? browserLang() : firstLang())
  useEffect(() => keepLang(lang), [lang])
  return { lang, ownLang: own, setLang: choose }
}
