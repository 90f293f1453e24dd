import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, useGo, usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { changeEntity } from '../change.entity.ts'
import type { WholeChange } from '../change.schema.ts'
import { changeText } from '../change.text.ts'
import { changePageText } from '../changePage.text.ts'
import { ChangeEditor } from './ChangeEditor.tsx'
import { PreviewPart } from './PreviewPart.tsx'
import { changeCalls, orderCalls, useRefresh } from './useChangeCalls.ts'

export function ChangePage() {
  const id = usePlace().params.id ?? ''
  const found = useQuery({ queryKey: ['change', id], queryFn: () => changeCalls.get({ id }) })
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="record" />
  return <ChangeRecord key={id} change={found.data} />
}

const shown = ['reason', 'date', 'submittedAt', 'appliedAt', 'ownerId']

function ChangeRecord({ change }: { change: WholeChange }) {
  const t = useText({ ...changeText, ...changePageText })
  const label = useLabel()
  const entity = useEntity(changeEntity)
  const [editing, setEditing] = useState(false)
  const choices = entity.fields.find(field => field.key === 'state')?.choices
  const tone = choices?.find(one => one.value === change.state)?.tone ?? 'off'
  const fields = entity.fields.filter(field => shown.includes(field.key) || field.custom)
  return (
    <>
      <PageTop title={change.number} back={{ label: label(entity.plural), href: '/changes' }} />
      <Slot name="strip" entity="change" id={change.id} />
      <RecordHead
        title={change.reason}
        state={{ label: t(`state.change.${change.state}`), tone }}
        sub={
          <>
            <Link className="link" href={`/orders/${change.orderId}`}>
              {change.orderNumber}
            </Link>
            <Link className="link" href={`/customers/${change.customerId}`}>
              {change.customerName}
            </Link>
            {change.revision !== null && <span>{t('change.made', { no: change.revision })}</span>}
            {change.fromId && change.fromNumber && (
              <Link className="link" href={`/changes/${change.fromId}`}>
                {t('change.from', { number: change.fromNumber })}
              </Link>
            )}
          </>
        }
        {...(change.grossAfter != null && {
          sum: { label: t('change.total'), value: <Money amount={change.grossAfter} currency={change.currency} /> },
        })}
      />
      {editing ? (
        <Editing change={change} onDone={() => setEditing(false)} />
      ) : (
        <>
          <ChangeMoves change={change} onEdit={() => setEditing(true)} />
          <div className="rec-grid">
            <div className="stack">
              <Preview change={change} />
              <Slot name="approval" entity="change" id={change.id} />
              <section className="card">
                <header>
                  <h2>{t('change.details')}</h2>
                </header>
                <div className="body">
                  <FieldList fields={fields} record={change} compact />
                </div>
              </section>
              <Slot name="files" entity="change" id={change.id} />
            </div>
            <div className="stack">
              <Slot name="timeline" entity="change" id={change.id} />
            </div>
          </div>
        </>
      )}
    </>
  )
}

function Editing({ change, onDone }: { change: WholeChange; onDone: () => void }) {
  const id = change.orderId
  const order = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  if (order.error) return <Problem error={order.error} onRetry={() => order.refetch()} />
  if (!order.data) return <Skeleton shape="record" />
  return <ChangeEditor order={order.data} change={change} onDone={onDone} onCancel={onDone} />
}

function Preview({ change }: { change: WholeChange }) {
  const t = useText(changePageText)
  const { id, version, state } = change
  const preview = useQuery({ queryKey: ['change', id, 'preview', version], queryFn: () => changeCalls.preview({ id }) })
  if (preview.error) return <Problem error={preview.error} onRetry={() => preview.refetch()} />
  if (!preview.data) return <Skeleton shape="list" />
  const isOver = state === 'rejected' || state === 'cancelled'
  // what came to nothing is in nobody's way
  const data = isOver ? { ...preview.data, reasons: [], conflicts: [] } : preview.data
  return <PreviewPart preview={data} {...(state === 'approved' && { title: t('change.approvedBut') })} />
}

const note: Field = { key: 'note', label: changePageText['change.note'], kind: 'text', maxLength: 500 }

function ChangeMoves({ change, onEdit }: { change: WholeChange; onEdit: () => void }) {
  const t = useText({ ...changeText, ...changePageText })
  const go = useGo()
  const session = useSession()
  const refresh = useRefresh()
  const { id, version, state } = change
  const offers = useQuery({ queryKey: ['change', id, 'moves', version], queryFn: () => changeCalls.offers({ id }) })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    const said = typeof values.note === 'string' ? values.note.trim() : ''
    await changeCalls[move as 'submit' | 'apply' | 'cancel']({ id, version, ...(said && { note: said }) }) // the offers are these
    await refresh()
  }
  const takeOver = async () => {
    const made = await changeCalls.takeOver({ id })
    await refresh()
    go(`/changes/${made.id}`)
  }
  const isOver = state === 'rejected' || state === 'cancelled' || state === 'conflicted'
  if (state === 'applied') return null
  return (
    <MoveBar
      offers={offers.data ?? (offers.error ? [] : undefined)}
      primary={state === 'draft' ? 'submit' : 'apply'}
      label={move => t(`move.change.${move}` as 'move.change.apply')} // the offers are the flow's moves, each with its words
      asks={{ cancel: [note] }}
      onMove={run}
    >
      {state === 'draft' && mayDo(session, 'change.edit') && (
        <Button icon="edit" onClick={onEdit}>
          {t('change.edit')}
        </Button>
      )}
      {isOver && mayDo(session, 'change.create') && <Button onClick={takeOver}>{t('change.takeOver')}</Button>}
    </MoveBar>
  )
}
