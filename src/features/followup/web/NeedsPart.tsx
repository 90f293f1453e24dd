import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useLookup } from '#ui/useLookup.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import type { Need, Promised } from '../followup.schema.ts'
import { followupText } from '../followup.text.ts'
import { knownText } from '../known.text.ts'
import { needCalls, promiseCalls } from './useFollowups.ts'

type Asking = { title: string; field: Field; run: (text: string) => Promise<unknown> }

/** What they need and what we promised, open ones first; answered and kept where they are read. */
export function NeedsPart({ entity, id }: SlotProps) {
  const t = useText(followupText)
  const queries = useQueryClient()
  const [asking, ask] = useState<Asking>()
  const needs = useQuery({ queryKey: ['need', entity, id], queryFn: () => needCalls.list({ entity, id }) })
  const promises = useQuery({ queryKey: ['promise', entity, id], queryFn: () => promiseCalls.list({ entity, id }) })
  const needed = needs.data?.items ?? []
  const promised = promises.data?.items ?? []
  const pending = needs.isPending || promises.isPending
  const error = needs.error ?? promises.error
  const fresh = () =>
    Promise.all([['need'], ['promise'], [entity, id]].map(queryKey => queries.invalidateQueries({ queryKey })))
  // an order came of a deal, or it did not
  if (entity === 'order' && needed.length + promised.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{t('followup.kept')}</h2>
      </header>
      <div className="body stack">
        {error && <Problem error={error} onRetry={() => needs.refetch().then(() => promises.refetch())} />}
        {pending && <RowsSkeleton rows={1} />}
        {!pending && !error && needed.length + promised.length === 0 && <p className="t3">{t('followup.keptNone')}</p>}
        {!pending && needed.length > 0 && (
          <ul className="plain" aria-label={t('followup.needs')}>
            {needed.map(need => (
              <NeedLine key={need.id} need={need} onAsk={ask} onDone={fresh} />
            ))}
          </ul>
        )}
        {!pending && promised.length > 0 && (
          <ul className="plain" aria-label={t('followup.promises')}>
            {promised.map(promise => (
              <PromiseLine key={promise.id} promise={promise} onAsk={ask} onDone={fresh} />
            ))}
          </ul>
        )}
      </div>
      <Sheet open={asking !== undefined} onClose={() => ask(undefined)} title={asking?.title ?? ''}>
        {asking && (
          <Ask asking={asking} onDone={() => fresh().then(() => ask(undefined))} onCancel={() => ask(undefined)} />
        )}
      </Sheet>
    </section>
  )
}

function Ask({ asking, onDone, onCancel }: { asking: Asking; onDone: () => void; onCancel: () => void }) {
  return (
    <RecordForm
      fields={[asking.field]}
      record={{}}
      draftKey={`ask:${asking.field.key}`}
      onSave={body => asking.run(String(body[asking.field.key] ?? ''))}
      onDone={onDone}
      onCancel={onCancel}
    />
  )
}

const answerField: Field = { key: 'answer', label: followupText['followup.answer'], kind: 'longText', required: true }
const whyField: Field = { key: 'note', label: followupText['followup.why'], kind: 'longText', required: true }

type LineProps = { onAsk: (asking: Asking) => void; onDone: () => Promise<unknown> }

function NeedLine({ need, onAsk, onDone }: LineProps & { need: Need }) {
  const t = useText(followupText)
  const may = mayDo(useSession(), 'followup.create')
  const { id, text, state, answer } = need
  const ask = () => onAsk({ title: text, field: answerField, run: said => needCalls.answer({ id, answer: said }) })
  return (
    <li className="row">
      <Tag tone={state === 'open' ? 'warm' : 'off'}>{t(`state.need.${state}`)}</Tag>
      <span className="grow">
        {text} <small className="t3">{t(`followup.importance.${importanceOf(need)}`)}</small>
        {answer && <small className="t2">{t('followup.answered', { answer })}</small>} <InQuote id={need.quoteId} />
      </span>
      {may && state === 'open' && (
        <>
          <Button size="sm" onClick={ask}>
            {t('move.need.answer')}
          </Button>
          <Button size="sm" kind="text" onClick={() => needCalls.drop({ id }).then(onDone)}>
            {t('move.need.drop')}
          </Button>
        </>
      )}
    </li>
  )
}

/** Where the answer was given. */
function InQuote({ id }: { id: string | null }) {
  const t = useText(knownText)
  const { hrefOf } = useLookup()
  const href = id ? hrefOf('quote', id) : undefined
  return href ? (
    <Link className="link" href={href}>
      {t('keep.inQuote')}
    </Link>
  ) : null
}

const importanceOf = ({ importance }: Need): 1 | 2 | 3 => (importance === 1 ? 1 : importance === 3 ? 3 : 2)

function PromiseLine({ promise, onAsk, onDone }: LineProps & { promise: Promised }) {
  const t = useText(followupText)
  const may = mayDo(useSession(), 'followup.create')
  const { id, what, state, byWhen, note } = promise
  const ask = () => onAsk({ title: what, field: whyField, run: said => promiseCalls.break({ id, note: said }) })
  return (
    <li className="row">
      <Tag tone={state === 'open' ? 'acc' : state === 'kept' ? 'ok' : 'late'}>{t(`state.promise.${state}`)}</Tag>
      <span className="grow">
        {what}{' '}
        {byWhen && (
          <small className="t3">
            <Day day={byWhen} />
          </small>
        )}
        {note && <small className="t2">{note}</small>}
      </span>
      {may && state === 'open' && (
        <>
          <Button size="sm" onClick={() => promiseCalls.keep({ id }).then(onDone)}>
            {t('move.promise.keep')}
          </Button>
          <Button size="sm" kind="text" onClick={ask}>
            {t('move.promise.break')}
          </Button>
        </>
      )}
    </li>
  )
}
