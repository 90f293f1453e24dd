import { useId } from 'react'
import type { Label, Lang } from '#kernel/text.ts'
import { useFormText } from './useForms.ts'

type Props = {
  readonly name: string
  readonly langs: readonly Lang[]
  readonly value: Label | null
  /** Null where nothing is said in any language. */
  readonly onValue: (value: Label | null) => void
  readonly max: number
  readonly long?: boolean
  readonly say?: string
}

/** One thing in the languages of the form, side by side. */
export function WordsEdit({ name, langs, value, onValue, max, long, say }: Props) {
  const t = useFormText()
  const id = useId()
  const put = (lang: Lang, text: string) => {
    const next = { en: '', zh: '', ...value, [lang]: text }
    onValue(next.en || next.zh ? next : null)
  }
  return (
    <fieldset className="form-words">
      <legend className="t2">{name}</legend>
      {say && <p className="t3">{say}</p>}
      {langs.map(lang => {
        const common = {
          id: `${id}-${lang}`,
          className: 'inp',
          maxLength: max,
          value: value?.[lang] ?? '',
          'aria-label': `${name} (${t(`form.lang.${lang}`)})`,
          placeholder: t(`form.lang.${lang}`),
        }
        return long ? (
          <textarea key={lang} {...common} rows={3} onChange={event => put(lang, event.target.value)} />
        ) : (
          <input key={lang} {...common} onChange={event => put(lang, event.target.value)} />
        )
      })}
    </fieldset>
  )
}
