import { useState } from 'react'
import { systemClock } from '#kernel/clock.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { EditInstant } from './kinds/time.tsx'
import { hereZone, nextTimes, timeFor } from './nextTimes.ts'
import { uiText } from './ui.text.ts'
import { useLang, useText } from './useText.tsx'
import { exact } from './when.ts'

type ExtraProps = { kind: 'need' | 'promise'; text: string; onText: (text: string) => void; onRemove: () => void }

export function ComposerExtra({ kind, text, onText, onRemove }: ExtraProps) {
  const t = useText(uiText)
  const name = t(`compose.${kind}`)
  return (
    <div className={`extra ${kind}`}>
      <span className="mark">{name}</span>
      <input
        value={text}
        placeholder={t(`compose.${kind}Say`)}
        aria-label={t(`compose.${kind}Say`)}
        // biome-ignore lint/a11y/noAutofocus: it was just asked for by a press
        autoFocus
        onChange={event => onText(event.target.value)}
      />
      <Button size="sm" kind="text" icon="x" aria-label={t('compose.remove', { what: name })} onClick={onRemove} />
    </div>
  )
}

type Next = { at: string; what: string }
const instant = { key: 'nextAt', kind: 'instant', label: { en: 'Next step', zh: '下一步' } } as const

/** Chips until one is chosen, then the time and what will happen. */
export function NextStep({ next, onNext }: { next: Next | null; onNext: (next: Next | null) => void }) {
  const t = useText(uiText)
  const { locale, zone } = useLang()
  const [picking, setPicking] = useState(false)
  if (next) {
    return (
      <div className="extra next">
        <Icon name="clock" />
        <span className="mark">{exact(new Date(next.at), locale, zone)}</span>
        <input
          value={next.what}
          placeholder={t('compose.nextWhat')}
          aria-label={t('compose.nextWhat')}
          // biome-ignore lint/a11y/noAutofocus: a time was just chosen, what happens then comes next
          autoFocus
          onChange={event => onNext({ ...next, what: event.target.value })}
        />
        <Button
          size="sm"
          kind="text"
          icon="x"
          aria-label={t('compose.remove', { what: t('compose.next') })}
          onClick={() => onNext(null)}
        />
      </div>
    )
  }
  const choose = (at: Date) => onNext({ at: at.toISOString(), what: '' })
  return (
    <div className="times">
      <small className="t3">{t('compose.next')}</small>
      {nextTimes.map(which => (
        <button
          key={which}
          type="button"
          className="chip"
          onClick={() => choose(timeFor(which, systemClock.now(), zone ?? hereZone()))}
        >
          {t(`compose.${which}`)}
        </button>
      ))}
      {picking ? (
        <EditInstant
          field={instant}
          value={null}
          size="small"
          onChange={value => typeof value === 'string' && choose(new Date(value))}
        />
      ) : (
        <button type="button" className="chip" onClick={() => setPicking(true)}>
          {t('compose.pick')}
        </button>
      )}
    </div>
  )
}
