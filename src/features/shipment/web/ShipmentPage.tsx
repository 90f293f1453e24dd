import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useLang, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { suggested } from '../carrier.rules.ts'
import { unchecked } from '../pack.rules.ts'
import { shipmentEntity } from '../shipment.entity.ts'
import type { ShipmentMove } from '../shipment.flow.ts'
import type { WholeShipment } from '../shipment.schema.ts'
import { shipmentText } from '../shipment.text.ts'
import { siteText } from '../site.text.ts'
import { ArrivalSheet } from './ArrivalSheet.tsx'
import { PackPart } from './PackPart.tsx'
import { ReceiptPart } from './ReceiptPart.tsx'
import { ShipmentLines } from './ShipmentLines.tsx'
import { shippingCalls } from './ShippingPart.tsx'
import { TracePart } from './TracePart.tsx'
import { type LinesEdit, useLinesEdit } from './useLinesEdit.ts'
import { shipmentCalls, useRefresh } from './useShipmentCalls.ts'
import { useStateWord } from './useStateWord.ts'

export function ShipmentPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const shipment = useQuery({
    queryKey: ['shipment', id],
    queryFn: () => shipmentCalls.get({ id }),
    // two may be packing it: what the other counted is seen within seconds
    refetchInterval: query => (query.state.data && isPacking(query.state.data) ? 3000 : false),
  })
  if (shipment.error) return <Problem error={shipment.error} onRetry={() => shipment.refetch()} />
  if (!shipment.data) return <Skeleton shape="record" />
  return <ShipmentRecord key={id} shipment={shipment.data} />
}

const isPacking = ({ kind, state }: WholeShipment): boolean =>
  kind === 'delivery' && (state === 'draft' || state === 'ready')

function ShipmentRecord({ shipment }: { shipment: WholeShipment }) {
  const t = useText(shipmentText)
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(shipmentEntity)
  const stateOf = useStateWord()
  const edit = useLinesEdit(shipment)
  const orders = [...new Map(shipment.lines.map(line => [line.orderId, line.orderNumber])).entries()]
  return (
    <>
      <PageTop title={shipment.number} back={{ label: label(entity.plural), href: '/shipments' }} />
      <Slot name="strip" entity="shipment" id={shipment.id} />
      <RecordHead
        title={shipment.customerName}
        href={`/customers/${shipment.customerId}`}
        state={stateOf(shipment)}
        sub={
          <>
            {orders.map(([id, number]) => (
              <Link key={id} className="link" href={`/orders/${id}`}>
                {number}
              </Link>
            ))}
            {shipment.siteName && <span>{shipment.siteName}</span>}
            {shipment.supplierNote && <span>{shipment.supplierNote}</span>}
            {shipment.trackingNumber && (
              <span>
                {shipment.carrier} {shipment.trackingNumber}
              </span>
            )}
            {shipment.carrierState && <span>{t(`state.carrier.${shipment.carrierState}`)}</span>}
            {shipment.signedBy && <span>{t('shipment.signed', { name: shipment.signedBy })}</span>}
          </>
        }
      />
      <NotChecked shipment={shipment} />
      <ShipmentMoves shipment={shipment} edit={edit} />
      <div className="rec-grid">
        <div className="stack">
          {isPacking(shipment) && mayDo(session, 'shipment.edit') && <PackPart shipment={shipment} />}
          <ShipmentLines shipment={shipment} edit={edit} />
          {shipment.shippedAt !== null && <ReceiptPart shipment={shipment} />}
          {shipment.kind === 'delivery' && shipment.shippedAt !== null && <TracePart shipment={shipment} />}
          <section className="card">
            <header>
              <h2>{t('shipment.papers')}</h2>
            </header>
            <div className="body">
              <FieldList fields={formFields(entity)} record={shipment} compact />
            </div>
          </section>
          <Slot name="files" entity="shipment" id={shipment.id} />
        </div>
        <div className="stack">
          <Slot name="related" entity="shipment" id={shipment.id} />
          <Slot name="timeline" entity="shipment" id={shipment.id} />
        </div>
      </div>
    </>
  )
}

/** What has not been checked, before it leaves; the company may wish not to hear of it. */
function NotChecked({ shipment }: { shipment: WholeShipment }) {
  const t = useText(shipmentText)
  const setting = useQuery({ queryKey: ['shipping'], queryFn: () => shippingCalls.get({}), staleTime: 60_000 })
  const rest = unchecked(shipment.lines)
  if (shipment.state !== 'ready' || rest.length === 0 || !setting.data || setting.data.check === 'off') return null
  return (
    <p className="note">
      <Tag tone="warn">{t('shipment.pack.not')}</Tag>{' '}
      {t('shipment.pack.notSay', { names: rest.map(line => line.name).join(', ') })}
    </p>
  )
}

const word = (key: keyof typeof shipmentText, name: string): Field => ({
  key: name,
  label: shipmentText[key],
  kind: 'text',
  maxLength: 60,
})
const parcel = [word('shipment.carrier', 'carrier'), word('shipment.tracking', 'trackingNumber')]
const signature = [word('shipment.signedBy', 'signedBy')]
/** Without what is not this person's to write. */
const openOf = (asked: readonly Field[], { fields }: Entity): Field[] =>
  asked.filter(one => fields.some(field => field.key === one.key && (field.key === 'signedBy' || !field.derived)))
const given = (value: unknown) => (typeof value === 'string' && value.trim() ? value : undefined)

function ShipmentMoves({ shipment, edit }: { shipment: WholeShipment; edit: LinesEdit }) {
  const t = useText(shipmentText)
  const site = useText(siteText)
  const session = useSession()
  const entity = useEntity(shipmentEntity)
  const refresh = useRefresh()
  const [open, setOpen] = useState<'edit' | 'arrive' | 'back'>()
  const { id, version, state, siteId } = shipment
  const offers = useQuery({ queryKey: ['shipment', id, 'moves', version], queryFn: () => shipmentCalls.offers({ id }) })
  const [over, setOver] = useState<{ move: string; values: Readonly<Record<string, unknown>>; reasons: Reason[] }>()
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    setOver(undefined)
    try {
      await carry(move, values)
    } catch (error) {
      const reasons = reasonsOf(error)
      // who may go over is asked first: it may be a slip, or somebody else who was quicker
      if (!mayDo(session, 'shipment.over') || reasons.some(one => one.key !== 'shipment.overOpen')) throw error
      setOver({ move, values, reasons: [...reasons] })
    }
  }
  const carry = async (move: string, values: Readonly<Record<string, unknown>>) => {
    const call = shipmentCalls[move as ShipmentMove] // the offers are the flow's own moves
    const texts = ['carrier', 'trackingNumber', 'signedBy'].flatMap(key => {
      const text = given(values[key])
      return text ? [[key, text]] : []
    })
    // what is typed is meant: nothing leaves in a quantity that somebody has just corrected
    const at = edit.isTyped ? (await edit.save()).version : version
    await call({ id, version: at, ...Object.fromEntries(texts), ...(values.over === true && { over: true }) })
    await refresh()
  }
  const mayEdit = state !== 'cancelled' && state !== 'delivered' && mayDo(session, 'shipment.edit')
  return (
    <>
      <CarrierSays shipment={shipment} onDeliver={() => run('deliver', {})} onBack={() => setOpen('back')} />
      <div className="shipmoves">
        <MoveBar
          // what lies at a site is settled, not delivered
          offers={(offers.data ?? []).filter(one => !siteId || one.move !== 'deliver')}
          primary={
            state === 'draft'
              ? shipment.kind === 'delivery'
                ? 'ready'
                : 'accept'
              : state === 'ready'
                ? 'ship'
                : 'deliver'
          }
          label={move => t(`move.shipment.${move}` as 'move.shipment.ship')} // the offers are the flow's moves, each with its words
          asks={{ ship: openOf(parcel, entity), deliver: openOf(signature, entity), accept: openOf(signature, entity) }}
          onMove={run}
          first={<Slot name="next" entity="shipment" id={id} />}
        >
          {state === 'shipped' && mayDo(session, 'shipment.deliver') && (
            <Button onClick={() => setOpen('arrive')}>
              {siteId ? site('shipment.site.back') : t('shipment.part')}
            </Button>
          )}
          <Papers shipment={shipment} />
          {mayEdit && (
            <Button icon="edit" onClick={() => setOpen('edit')}>
              {t('shipment.edit')}
            </Button>
          )}
        </MoveBar>
      </div>
      {over && (
        <div className="note">
          <Reasons reasons={over.reasons} />
          <Button onClick={() => run(over.move, { ...over.values, over: true })}>{t('shipment.allowOver')}</Button>
        </div>
      )}
      {open && open !== 'edit' && (
        <ArrivalSheet
          shipment={shipment}
          all={open === 'back' ? 'cameBack' : undefined}
          onClose={() => setOpen(undefined)}
        />
      )}
      <Sheet open={open === 'edit'} onClose={() => setOpen(undefined)} title={t('shipment.edit')} width={560}>
        <ShipmentForm shipment={shipment} onDone={() => setOpen(undefined)} />
      </Sheet>
    </>
  )
}

type SaysProps = { shipment: WholeShipment; onDeliver: () => Promise<unknown>; onBack: () => void }

/** The carrier's word offers what a person may do with it. */
function CarrierSays({ shipment, onDeliver, onBack }: SaysProps) {
  const t = useText(shipmentText)
  const session = useSession()
  const { carrierState, state, siteId } = shipment
  const what = suggested(carrierState, state)
  if (!what || (siteId && what === 'deliver') || !mayDo(session, 'shipment.deliver')) return null
  const [say, move, go] =
    what === 'deliver'
      ? (['shipment.trace.signedSay', 'move.shipment.deliver', onDeliver] as const)
      : (['shipment.trace.backSay', 'shipment.trace.back', onBack] as const)
  return (
    <p className="note row">
      <span className="grow">{t(say)}</span>
      <Button size="sm" kind="primary" onClick={go}>
        {t(move)}
      </Button>
    </p>
  )
}

/** What is printed of it: to fetch the goods by, and to go along with them. */
function Papers({ shipment: { id, kind, state } }: { shipment: WholeShipment }) {
  const t = useText(shipmentText)
  const { lang } = useLang()
  const isPicked = kind === 'delivery' && (state === 'draft' || state === 'ready')
  return (
    <>
      {isPicked && (
        <Button icon="print" href={`/api/shipments/pick-list?ids=${id}&lang=${lang}`}>
          {t('shipment.paper.pick')}
        </Button>
      )}
      <Button icon="print" href={`/api/shipments/${id}/pdf?lang=${lang}`}>
        {t(kind === 'delivery' ? 'shipment.paper.note' : 'shipment.paper.acceptance')}
      </Button>
    </>
  )
}

function ShipmentForm({ shipment, onDone }: { shipment: WholeShipment; onDone: () => void }) {
  const entity = useEntity(shipmentEntity)
  const refresh = useRefresh()
  return (
    <RecordForm
      fields={formFields(entity)}
      sections={entity.form}
      record={shipment}
      version={shipment.version}
      draftKey={`shipment:${shipment.id}`}
      onSave={async (body, version) => {
        await shipmentCalls.edit({ id: shipment.id, ...body, ...(version !== undefined && { version }) })
        await refresh()
        onDone()
      }}
      onCancel={onDone}
    />
  )
}
