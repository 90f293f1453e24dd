import { dayOf, shortDay } from './day.ts'
import { uiText } from './ui.text.ts'
import { useNow } from './useNow.ts'
import { useLang, useText } from './useText.tsx'
import { exact, relative } from './when.ts'

/** An instant: how long ago in words, the exact one on hover. */
export function When({ at }: { at: string | null | undefined }) {
  const { locale, zone } = useLang()
  const t = useText(uiText)
  const now = useNow()
  if (!at) return <span className="t3">{t('ui.none')}</span>
  const date = new Date(at)
  return (
    <time dateTime={at} title={exact(date, locale, zone)} className="nw">
      {relative(date, now, { locale, zone }, t)}
    </time>
  )
}

/** A calendar day, never shifted by a zone. */
export function Day({ day, late }: { day: string | null | undefined; late?: boolean }) {
  const { locale, zone } = useLang()
  const t = useText(uiText)
  const now = useNow()
  if (!day) return <span className="t3">{t('ui.none')}</span>
  return (
    <time dateTime={day} title={day} className={late ? 'nw late' : 'nw'}>
      {shortDay(day, dayOf(now, zone), locale)}
    </time>
  )
}
