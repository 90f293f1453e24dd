import { useId, useState } from 'react'
import { instantOf, isDate } from '#kernel/clock.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from './Button.tsx'
import { reasonsOf } from './problems.ts'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'
import { Reasons } from './WhyNot.tsx'

type Times = { readonly hour: string; readonly tomorrow: string; readonly workday: string; readonly zone: string }
type Props = { times: Times | undefined; onPick: (until: string) => Promise<unknown> }

const choices = ['hour', 'tomorrow', 'workday'] as const

/** An hour, tomorrow morning, the next working day, or a day of one's own: its morning. */
export function SnoozePick({ times, onPick }: Props) {
  const t = useText(uiText)
  const id = useId()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const pick = async (until: string) => {
    setBusy(true)
    setRefused([])
    try {
      await onPick(until)
    } catch (error) {
      setRefused(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  const onDay = (date: string) => {
    if (times && isDate(date)) void pick(instantOf(date, '09:00', times.zone).toISOString())
  }
  return (
    <>
      <fieldset className="row wrap" disabled={busy || !times} aria-label={t('ui.snooze')}>
        {choices.map(key => (
          <Button key={key} size="sm" onClick={() => times && pick(times[key])}>
            {t(`ui.snooze.${key}`)}
          </Button>
        ))}
        <label className="row" htmlFor={id}>
          <span className="t2">{t('ui.snooze.date')}</span>
          <input id={id} type="date" onChange={event => onDay(event.target.value)} />
        </label>
      </fieldset>
      {refused.length > 0 && <Reasons reasons={refused} />}
    </>
  )
}
