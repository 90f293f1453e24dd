import './SpotCheck.css'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useDoing } from '#ui/useDoing.ts'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Flaw, FlawQuery } from '../spotCheck.schema.ts'
import { spotCheckCalls, useFlawReasons, useRefresh, useSpotText } from './useSpotChecks.ts'

const entities: readonly FlawQuery['entity'][] = ['lead', 'customer', 'deal']

/** What a spot check found on this record; whoever has it answers or says that it is mended. Nothing found, nothing shown. */
export function FlawsPart({ entity: name, id }: SlotProps) {
  const t = useSpotText()
  const entity = entities.find(one => one === name)
  const flaws = useQuery({
    queryKey: ['spotCheck', 'flaws', name, id],
    queryFn: () => spotCheckCalls.flaws({ entity: entity ?? 'customer', id }),
    enabled: entity !== undefined,
  })
  const items = flaws.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{t('spot.title')}</h2>
      </header>
      <div className="body">
        {items.map(one => (
          <OneFlaw key={one.id} flaw={one} />
        ))}
      </div>
    </section>
  )
}

function OneFlaw({ flaw }: { readonly flaw: Flaw }) {
  const t = useSpotText()
  const { nameOf } = useFlawReasons()
  const { reason, remark, judgedByName, judgedAt, entity, answer, mendedAt, mayAnswer } = flaw
  return (
    <div className="spot-flaw spot-said">
      <p>
        <b className={mendedAt ? '' : 'late'}>{reason && nameOf(reason)}</b>{' '}
        <small className="t3">
          {t('spot.foundBy', { name: judgedByName ?? '' })} · <When at={judgedAt} />
          {entity === 'followup' && ` · ${t('spot.onFollowup')}`}
        </small>
      </p>
      {remark && <p>{remark}</p>}
      {answer && (
        <p>
          <b>{t('spot.answer')}</b> {answer}
        </p>
      )}
      {mendedAt ? (
        <p className="t2">
          {t('spot.mended')} · <When at={mendedAt} />
        </p>
      ) : (
        mayAnswer && <AnswerForm flaw={flaw} />
      )}
    </div>
  )
}

function AnswerForm({ flaw: { id, version } }: { readonly flaw: Flaw }) {
  const t = useSpotText()
  const field = useId()
  const { doing, busy, refused } = useDoing(useRefresh())
  const [text, setText] = useState('')
  const said = text.trim() ? { answer: text.trim() } : {}
  const send = (mended: boolean) =>
    doing(mended ? 'mend' : 'answer', async () => {
      await spotCheckCalls.answer({ id, version, ...said, ...(mended && { mended }) })
      setText('')
    })
  return (
    <div className="spot-form">
      <div className="fr">
        <label htmlFor={field}>{t('spot.answer')}</label>
        <textarea
          id={field}
          className="inp"
          rows={2}
          maxLength={1000}
          value={text}
          onChange={event => setText(event.target.value)}
        />
      </div>
      <div className="row wrap">
        <Button size="sm" kind="primary" busy={busy === 'mend'} onClick={() => send(true)}>
          {t('spot.mend')}
        </Button>
        <Button size="sm" busy={busy === 'answer'} disabled={!text.trim()} onClick={() => send(false)}>
          {t('spot.send')}
        </Button>
      </div>
      {refused.length > 0 && <Reasons reasons={refused} />}
    </div>
  )
}
