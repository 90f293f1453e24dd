import './Trace.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { carrierApi } from '../carrier.api.ts'
import { isTrouble } from '../carrier.rules.ts'
import { type CarrierTrace, carrierStates } from '../carrier.schema.ts'
import { carrierText } from '../carrier.text.ts'
import type { WholeShipment } from '../shipment.schema.ts'
import { useRefresh } from './useShipmentCalls.ts'

const calls = client(carrierApi, send)
const fields: readonly Field[] = [
  {
    key: 'state',
    label: carrierText['shipment.trace.state'],
    kind: 'choice',
    required: true,
    choices: carrierStates.map(value => ({ value, label: carrierText[`state.carrier.${value}`] })),
  },
  { key: 'place', label: carrierText['shipment.trace.place'], kind: 'text', maxLength: 200 },
  { key: 'text', label: carrierText['shipment.trace.text'], kind: 'text', maxLength: 500 },
]

/** Where the parcel is by its carrier's word, newest first. */
export function TracePart({ shipment }: { shipment: WholeShipment }) {
  const t = useText(carrierText)
  const session = useSession()
  const [adding, setAdding] = useState(false)
  const { id, trackingNumber } = shipment
  const tracking = useQuery({ queryKey: ['shipment', id, 'traces'], queryFn: () => calls.traces({ id }) })
  return (
    <section className="card traces">
      <header>
        <h2>{t('shipment.trace')}</h2>
        <span className="t3 cut">{[shipment.carrier, trackingNumber].filter(Boolean).join(' ')}</span>
        <span className="grow" />
        {tracking.data?.pageUrl && (
          <a className="link nw" href={tracking.data.pageUrl} target="_blank" rel="noopener noreferrer">
            {t('shipment.trace.link')}
          </a>
        )}
        {mayDo(session, 'shipment.track') && (
          <Button size="sm" icon="plus" onClick={() => setAdding(true)}>
            {t('shipment.trace.add')}
          </Button>
        )}
      </header>
      <div className="body">
        {tracking.error && <Problem error={tracking.error} onRetry={() => tracking.refetch()} />}
        {tracking.isPending && <RowsSkeleton rows={2} />}
        {tracking.data?.items.length === 0 && (
          <p className="t3">{t(trackingNumber ? 'shipment.trace.none' : 'shipment.trace.noNumber')}</p>
        )}
        <ol className="plain">
          {tracking.data?.items.map(one => (
            <Trace key={one.id} trace={one} />
          ))}
        </ol>
      </div>
      {adding && <Adding id={id} onClose={() => setAdding(false)} />}
    </section>
  )
}

function Trace({ trace: { state, at, place, text, source, byName } }: { trace: CarrierTrace }) {
  const t = useText(carrierText)
  return (
    <li className={isTrouble(state) ? 'trouble' : undefined}>
      <b className="b">{t(`state.carrier.${state}`)}</b> <span>{[place, text].filter(Boolean).join(' · ')}</span>
      <small className="t3">
        <When at={at} /> {t(`shipment.trace.${source}`, { name: byName ?? '' })}
      </small>
    </li>
  )
}

function Adding({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText(carrierText)
  const refresh = useRefresh()
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const state = carrierStates.find(one => one === body.state)
    if (!state) return
    const said = (value: unknown) => (typeof value === 'string' && value.trim() ? value : null)
    await calls.trace({ id, state, place: said(body.place), text: said(body.text) })
    await refresh()
  }
  return (
    <Sheet open onClose={onClose} title={t('shipment.trace')} width={480}>
      <RecordForm
        fields={fields}
        record={{}}
        draftKey={`trace:${id}`}
        onSave={save}
        onDone={onClose}
        onCancel={onClose}
      />
    </Sheet>
  )
}
