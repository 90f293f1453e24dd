import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { returnEntity } from '../return.entity.ts'
import type { ReturnMove } from '../return.flow.ts'
import type { WholeReturn } from '../return.schema.ts'
import { returnText } from '../return.text.ts'
import { DecideSheet } from './DecideSheet.tsx'
import { isUnreplaced, Outcomes } from './Outcomes.tsx'
import { ReceiveSheet } from './ReceiveSheet.tsx'
import { ReturnLines } from './ReturnLines.tsx'
import { returnCalls, useRefresh } from './useTicketCalls.ts'

export function ReturnPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const found = useQuery({ queryKey: ['goodsReturn', id], queryFn: () => returnCalls.get({ id }) })
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="record" />
  return <ReturnRecord key={id} goodsReturn={found.data} />
}

type Props = { readonly goodsReturn: WholeReturn }

function ReturnRecord({ goodsReturn }: Props) {
  const t = useText(returnText)
  const label = useLabel()
  const entity = useEntity(returnEntity)
  const choice = (key: string, value: string) =>
    entity.fields.find(field => field.key === key)?.choices?.find(one => one.value === value)
  const { id, number, state, reason, orderId, orderNumber, ticketId, ticketNumber, amount, currency } = goodsReturn
  const why = choice('reason', reason)
  return (
    <>
      <PageTop title={number} back={{ label: label(entity.plural), href: '/goods-returns' }} />
      <Slot name="strip" entity="goodsReturn" id={id} />
      <RecordHead
        title={goodsReturn.customerName}
        href={`/customers/${goodsReturn.customerId}`}
        state={{ label: t(`state.goodsReturn.${state}`), tone: choice('state', state)?.tone ?? 'off' }}
        sub={
          <>
            <Link className="link" href={`/orders/${orderId}`}>
              {orderNumber}
            </Link>
            {ticketId && (
              <Link className="link" href={`/tickets/${ticketId}`}>
                {ticketNumber}
              </Link>
            )}
            {why && <span>{label(why.label)}</span>}
            {goodsReturn.trackingNumber && (
              <span>
                {goodsReturn.carrier} {goodsReturn.trackingNumber}
              </span>
            )}
          </>
        }
        {...(Number(amount) > 0 && {
          sum: { label: t('goodsReturn.worth'), value: <Money amount={amount} currency={currency} /> },
        })}
      />
      <ReturnMoves goodsReturn={goodsReturn} />
      <div className="rec-grid">
        <div className="stack">
          <ReturnLines goodsReturn={goodsReturn} />
          {(goodsReturn.outcomes.length > 0 || isUnreplaced(goodsReturn)) && <Outcomes goodsReturn={goodsReturn} />}
          <section className="card">
            <header>
              <h2>{t('goodsReturn.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={formFields(entity)} record={goodsReturn} compact />
            </div>
          </section>
          <Slot name="files" entity="goodsReturn" id={id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="goodsReturn" id={id} />
        </div>
      </div>
    </>
  )
}

const word = (key: keyof typeof returnText, name: string): Field => ({
  key: name,
  label: returnText[key],
  kind: 'text',
  maxLength: 500,
})
const note = [word('goodsReturn.note', 'note')]
const parcel = [word('goodsReturn.carrier', 'carrier'), word('goodsReturn.tracking', 'trackingNumber')]
const primaries: Partial<Record<WholeReturn['state'], ReturnMove>> = {
  requested: 'approve',
  approved: 'receive',
  in_transit: 'receive',
  received: 'inspect',
  inspected: 'close',
}

function ReturnMoves({ goodsReturn }: Props) {
  const t = useText(returnText)
  const session = useSession()
  const refresh = useRefresh()
  const [open, setOpen] = useState<'edit' | 'receive' | 'decide'>()
  const { id, version, state } = goodsReturn
  const offers = useQuery({
    queryKey: ['goodsReturn', id, 'moves', version],
    queryFn: () => returnCalls.offers({ id }),
  })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    // these two are about lines: counted and decided in a sheet of their own
    if (move === 'receive') return setOpen('receive')
    if (move === 'inspect') return setOpen('decide')
    const call = returnCalls[move as Exclude<ReturnMove, 'receive' | 'inspect'>] // the offers are the flow's own moves
    const texts = Object.entries(values).filter(([, value]) => typeof value === 'string' && value.trim() !== '')
    await call({ id, version, ...Object.fromEntries(texts) })
    await refresh()
  }
  const primary = primaries[state]
  const close = () => setOpen(undefined)
  return (
    <>
      <MoveBar
        offers={offers.data}
        {...(primary && { primary })}
        label={move => t(`move.goodsReturn.${move}` as 'move.goodsReturn.send')} // the offers are the flow's moves, each with its words
        asks={{ reject: note, cancel: note, lapse: note, send: parcel }}
        onMove={run}
      >
        {goodsReturn.endedAt === null && mayDo(session, 'goodsReturn.edit') && (
          <Button icon="edit" onClick={() => setOpen('edit')}>
            {t('goodsReturn.edit')}
          </Button>
        )}
      </MoveBar>
      {open === 'receive' && <ReceiveSheet goodsReturn={goodsReturn} onClose={close} />}
      {open === 'decide' && <DecideSheet goodsReturn={goodsReturn} onClose={close} />}
      <Sheet open={open === 'edit'} onClose={close} title={t('goodsReturn.edit')} width={560}>
        <ReturnForm goodsReturn={goodsReturn} onDone={close} />
      </Sheet>
    </>
  )
}

function ReturnForm({ goodsReturn, onDone }: Props & { readonly onDone: () => void }) {
  const entity = useEntity(returnEntity)
  const refresh = useRefresh()
  return (
    <RecordForm
      fields={formFields(entity)}
      sections={entity.form}
      record={goodsReturn}
      version={goodsReturn.version}
      draftKey={`goodsReturn:${goodsReturn.id}`}
      onSave={async (body, version) => {
        await returnCalls.edit({ id: goodsReturn.id, ...body, ...(version !== undefined && { version }) })
        await refresh()
        onDone()
      }}
      onCancel={onDone}
    />
  )
}
