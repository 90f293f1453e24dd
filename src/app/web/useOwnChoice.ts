import { useCallback, useEffect, useState } from 'react'

/** Somebody, and what is kept with them; null leaves it to the browser. */
export type Chooser<T> = { readonly userId: string; readonly choice: T | null } | undefined

/** What was chosen by hand on this visit, and by whom: nobody yet, at the door. */
type Picked<T> = { readonly value: T | null; readonly by: string | undefined }

export type OwnChoice<T> = {
  readonly own: T | null
  /** By hand, on this visit, by whoever is there now. */
  readonly picked: boolean
  readonly choose: (value: T | null) => void
}

/** The person's choice, on every device. Whoever chooses at the door and has no choice yet means it. */
export function useOwnChoice<T extends string>(person: Chooser<T>, keep: (value: T | null) => void): OwnChoice<T> {
  const [picked, setPicked] = useState<Picked<T>>()
  const by = person?.userId
  const own = choiceOf(picked, person)
  const choose = useCallback(
    (value: T | null) => {
      setPicked({ value, by })
      if (by !== undefined) keep(value)
    },
    [by, keep],
  )
  const carried = person && picked?.by === undefined && own !== person.choice
  useEffect(() => {
    if (carried) choose(own)
  }, [carried, own, choose])
  return { own, picked: picked !== undefined && picked.by === by, choose }
}

function choiceOf<T>(picked: Picked<T> | undefined, person: Chooser<T>): T | null {
  if (picked && picked.by === person?.userId) return picked.value
  if (picked && picked.by === undefined && person?.choice === null) return picked.value
  return person?.choice ?? null
}
