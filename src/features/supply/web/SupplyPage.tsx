import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { useNumber } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { type Fact, RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { supplyScreenText } from '../screen.text.ts'
import { supplyEntity } from '../supply.entity.ts'
import type { SupplyMove } from '../supply.flow.ts'
import type { WholeSupply } from '../supply.schema.ts'
import { supplyText } from '../supply.text.ts'
import { ReceiptsPart } from './ReceiptsPart.tsx'
import { ReceiveSheet } from './ReceiveSheet.tsx'
import { DueWords, useLateness } from './SupplyCard.tsx'
import { SupplyForm } from './SupplyForm.tsx'
import { supplyCalls, useRefresh } from './useSupplyCalls.ts'
import { WantsPart } from './WantsPart.tsx'
import './Supply.css'

export function SupplyPage() {
  const id = usePlace().params.id ?? ''
  const found = useQuery({ queryKey: ['supply', id], queryFn: () => supplyCalls.get({ id }) })
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="record" />
  return <SupplyRecord key={id} supply={found.data} />
}

type Props = { readonly supply: WholeSupply }
const shown: ReadonlySet<string> = new Set(['supplier', 'tolerance', 'startedAt', 'endedAt', 'note', 'ownerId'])

function SupplyRecord({ supply }: Props) {
  const t = useText(supplyScreenText)
  const words = useText(supplyText)
  const label = useLabel()
  const entity = useEntity(supplyEntity)
  const late = useLateness(supply)
  const choices = entity.fields.find(field => field.key === 'state')?.choices
  const tone = choices?.find(one => one.value === supply.state)?.tone ?? 'off'
  return (
    <>
      <PageTop title={supply.number} back={{ label: label(entity.plural), href: '/supplies' }} />
      {supply.orderId && <Slot name="strip" entity="supply" id={supply.id} />}
      <RecordHead
        title={supply.productName}
        href={`/products/${supply.productId}`}
        state={{ label: words(`state.supply.${supply.state}`), tone }}
        sub={
          <>
            <span>{t(`supply.${supply.kind}`)}</span>
            {supply.orderId ? (
              <Link className="link" href={`/orders/${supply.orderId}`}>
                {supply.orderNumber}
              </Link>
            ) : (
              <span>
                {supply.wants.length > 0 ? t('supply.forOrders', { count: ordersOf(supply) }) : t('supply.forStock')}
              </span>
            )}
            <span>{supply.direct ? t('supply.toCustomer') : supply.warehouseName}</span>
            <span>{supply.assigneeName ?? t('supply.nobody')}</span>
            <DueWords supply={supply} late={late} />
          </>
        }
        facts={useFacts(supply)}
      />
      <SupplyMoves supply={supply} />
      <div className="rec-grid">
        <div className="stack">
          <ReceiptsPart supply={supply} />
          <WantsPart supply={supply} />
          <section className="card">
            <header>
              <h2>{t('supply.details')}</h2>
            </header>
            <div className="body">
              <FieldList
                fields={entity.fields.filter(field => shown.has(field.key) || field.custom)}
                record={supply}
                compact
              />
            </div>
          </section>
          <Slot name="files" entity="supply" id={supply.id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="supply" id={supply.id} />
        </div>
      </div>
    </>
  )
}

const ordersOf = ({ wants }: WholeSupply): number => new Set(wants.map(one => one.orderId ?? one)).size

function useFacts(supply: WholeSupply): Fact[] {
  const t = useText(supplyScreenText)
  const number = useNumber()
  const { qty, received, unit, progress, neededBy, expectedOn } = supply
  const share = Math.min(100, Math.floor((Number(received) / Number(qty)) * 100))
  return [
    {
      label: t('supply.arrived'),
      value: t('supply.receivedOf', { received: number(received), qty: number(qty), unit }),
      share,
      tone: share >= 100 ? 'ok' : 'cool',
    },
    {
      label: t('supply.progress'),
      value: t('supply.perCent', { progress }),
      share: progress,
      tone: progress >= 100 ? 'ok' : 'cool',
    },
    ...(expectedOn ? [{ label: t('supply.expected'), value: <Day day={expectedOn} /> }] : []),
    ...(neededBy ? [{ label: t('supply.needed'), value: <Day day={neededBy} /> }] : []),
  ]
}

const note: Field = { key: 'note', label: supplyScreenText['supply.why'], kind: 'text', maxLength: 500 }
const delivered: readonly Field[] = [
  { key: 'qty', label: supplyScreenText['supply.qty'], kind: 'number', scale: 6, required: true },
  { key: 'date', label: supplyScreenText['supply.date'], kind: 'date' },
  { key: 'supplierNote', label: supplyScreenText['supply.supplierNote'], kind: 'text', maxLength: 60 },
  { key: 'carrier', label: supplyScreenText['supply.carrier'], kind: 'text', maxLength: 60 },
  { key: 'trackingNumber', label: supplyScreenText['supply.tracking'], kind: 'text', maxLength: 60 },
]
const primaries: Partial<Record<WholeSupply['state'], SupplyMove>> = { planned: 'start', in_progress: 'receive' }

function SupplyMoves({ supply }: Props) {
  const t = useText(supplyText)
  const say = useText(supplyScreenText)
  const session = useSession()
  const refresh = useRefresh()
  const [open, setOpen] = useState<'edit' | 'receive'>()
  const { id, version, state } = supply
  const offers = useQuery({ queryKey: ['supply', id, 'moves', version], queryFn: () => supplyCalls.offers({ id }) })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    if (move === 'receive') return setOpen('receive')
    if (move === 'deliver') {
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value))
      await supplyCalls.deliver({ id, version, qty: '0', ...given })
      await refresh()
      return
    }
    const call = supplyCalls[move as Exclude<SupplyMove, 'receive' | 'takeBack' | 'deliver'>] // the offers are the flow's own moves
    const said = typeof values.note === 'string' ? values.note.trim() : ''
    await call({ id, version, ...(said && { note: said }) })
    await refresh()
  }
  const usual = primaries[state]
  const primary = usual === 'receive' && supply.direct ? 'deliver' : usual
  const close = () => setOpen(undefined)
  return (
    <>
      <MoveBar
        // which receipt is taken back is chosen at the receipt
        offers={offers.data?.filter(one => one.move !== 'takeBack')}
        {...(primary && { primary })}
        label={move => t(`move.supply.${move}` as 'move.supply.start')} // the offers are the flow's moves, each with its words
        asks={{ cancel: [note], finish: [note], deliver: delivered }}
        onMove={run}
      >
        {mayDo(session, 'supply.edit') && (
          <Button icon="edit" onClick={() => setOpen('edit')}>
            {say('supply.edit')}
          </Button>
        )}
      </MoveBar>
      {open === 'receive' && <ReceiveSheet supply={supply} onDone={close} onClose={close} />}
      <Sheet open={open === 'edit'} onClose={close} title={say('supply.edit')} width={560}>
        <SupplyForm supply={supply} onDone={close} onCancel={close} />
      </Sheet>
    </>
  )
}
