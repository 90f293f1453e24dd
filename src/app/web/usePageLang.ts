import { useCallback, useEffect, useState } from 'react'
import type { Lang } from '#kernel/text.ts'
import type { Session } from '#ui/useSession.tsx'
import { browserLang, firstLang, keepLang } from './lang.ts'

/** What was chosen by hand on this visit, and by whom: nobody yet, at the door. */
type Picked = { readonly lang: Lang | null; readonly by: string | undefined }
type Person = Pick<Session, 'userId' | 'lang'> | undefined

export type PageLang = {
  readonly lang: Lang
  /** The person's own choice; null leaves it to the browser. */
  readonly ownLang: Lang | null
  readonly setLang: (lang: Lang | null) => void
}

/** The person's choice, on every device; without one the browser's wish; before sign-in what was read here last. */
export function usePageLang(person: Person, keep: (lang: Lang | null) => void): PageLang {
  const [picked, setPicked] = useState<Picked>()
  const by = person?.userId
  const ownLang = choiceOf(picked, person)
  const lang = ownLang ?? (person ? browserLang() : firstLang())
  const setLang = useCallback(
    (next: Lang | null) => {
      setPicked({ lang: next, by })
      if (by !== undefined) keep(next)
    },
    [by, keep],
  )
  // whoever chose at the door and had no choice yet meant it
  const carried = person && picked?.by === undefined && ownLang !== person.lang
  useEffect(() => {
    if (carried) setLang(ownLang)
  }, [carried, ownLang, setLang])
  useEffect(() => keepLang(lang), [lang])
  return { lang, ownLang, setLang }
}

function choiceOf(picked: Picked | undefined, person: Person): Lang | null {
  if (picked && picked.by === person?.userId) return picked.lang
  if (picked && picked.by === undefined && person?.lang === null) return picked.lang
  return person?.lang ?? null
}
