import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { type Label, type Lang, render, type Texts, type TextValues } from '#kernel/text.ts'
import { dayOf, shortDay } from './day.ts'
import { uiText } from './ui.text.ts'
import { useNow } from './useNow.ts'

type Holes<S> = S extends `${string}{${infer Hole}}${infer Rest}` ? NameOf<Hole> | Holes<Rest> : never
/** What is counted stands behind it: `{count:order|orders}`. */
type NameOf<Hole> = Hole extends `${infer Name}:${string}` ? Name : Hole
type Args<L> = L extends { readonly en: infer S }
  ? [Holes<S>] extends [never]
    ? [values?: TextValues]
    : [values: Readonly<Record<Holes<S>, string | number>>]
  : [values?: TextValues]
export type Say<T extends Texts> = <K extends keyof T & string>(key: K, ...args: Args<T[K]>) => string

interface TextState {
  lang: Lang
  /** The person's own choice; null leaves it to the browser. */
  ownLang: Lang | null
  setLang: (lang: Lang | null) => void
  /** Every table of the app, so that a reason from the server finds its sentence. */
  texts: Texts
  /** The organisation's zone: instants are shown in it, so that two people read the same day. */
  zone: string | undefined
}

const TextContext = createContext<TextState>({
  lang: 'zh',
  ownLang: null,
  setLang: () => {},
  texts: uiText,
  zone: undefined,
})

type ProviderProps = {
  lang: Lang
  ownLang?: Lang | null
  texts: Texts
  setLang?: (lang: Lang | null) => void
  zone?: string
  children: ReactNode
}

export function TextProvider({ lang, ownLang = null, texts, setLang, zone, children }: ProviderProps) {
  const state = useMemo(
    () => ({ lang, ownLang, setLang: setLang ?? (() => {}), texts: { ...uiText, ...texts }, zone }),
    [lang, ownLang, setLang, texts, zone],
  )
  return <TextContext value={state}>{children}</TextContext>
}

/** `t('order.notPaid', { left })`: keys and placeholders come from the table's own type. */
export function useText<const T extends Texts>(table: T): Say<T> {
  const { lang } = useContext(TextContext)
  return useCallback((key, ...args) => render(table[key] as Label, lang, args[0]), [table, lang]) // K is a key of T, so its label is there
}

export function useLang() {
  const { lang, ownLang, setLang, zone } = useContext(TextContext)
  return { lang, ownLang, locale: localeOf(lang), setLang, zone }
}

/** A reason's sentence in the person's language; an unknown key stays readable and is never hidden. */
export function useReason(): (reason: Reason) => string {
  const { lang, texts, zone } = useContext(TextContext)
  const today = dayOf(useNow(), zone)
  return useCallback(
    reason => {
      const label = texts[reason.key]
      if (!label) return render(uiText['ui.unknownReason'], lang, { key: reason.key })
      return render(label, lang, daysSaid(reason.values, today, localeOf(lang)))
    },
    [lang, texts, today],
  )
}

const localeOf = (lang: Lang): string => (lang === 'zh' ? 'zh-CN' : 'en-US')

/** The server sends a day as a day; a sentence says it as people do. */
const daysSaid = (values: TextValues = {}, today: string, locale: string): TextValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? shortDay(String(value), today, locale) : value,
    ]),
  )

/** A sentence whose key is put together from data, such as `state.order.draft`; nothing where there is none. */
export function useSaid(): (key: string) => string | undefined {
  const { lang, texts } = useContext(TextContext)
  return useCallback(key => texts[key]?.[lang], [lang, texts])
}

/** For labels that live in data: an organisation's own fields, stages, choices. */
export function useLabel(): (label: Label) => string {
  const { lang } = useContext(TextContext)
  return useCallback(label => label[lang] || label.en || label.zh, [lang])
}
