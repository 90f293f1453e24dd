import './Supply.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { signOf } from '#kernel/money.ts'
import { Button } from '#ui/Button.tsx'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useNumber } from '#ui/Money.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { supplyScreenText } from '../screen.text.ts'
import { supplyEntity } from '../supply.entity.ts'
import type { LineSupply, OrderSupply } from '../supply.schema.ts'
import { supplyText } from '../supply.text.ts'
import { SupplyForm } from './SupplyForm.tsx'
import { useAskDirect, useHoldOrder } from './useHolding.ts'
import { supplyCalls } from './useSupplyCalls.ts'

/** On an order's page, while something of it lacks: what is on its way to each line, and asking for the rest. */
export function OrderSupplyPart({ id }: SlotProps) {
  const t = useText(supplyScreenText)
  const session = useSession()
  const [asking, setAsking] = useState<LineSupply>()
  const { hold, reasons, busy } = useHoldOrder(id)
  const direct = useAskDirect()
  // below the order's own key: what is told of the order asks for it again
  const found = useQuery({ queryKey: ['order', id, 'supply'], queryFn: () => supplyCalls.ofOrder({ id }) })
  const lines = found.data?.lines ?? []
  if (lines.length === 0) return null
  const mayAsk = mayDo(session, 'supply.create')
  const unasked = lines.filter(line => line.direct && signOf(line.unasked) > 0).map(line => line.orderLineId)
  const lies = lines.some(line => signOf(line.free) > 0) && mayDo(session, 'order.reserve')
  return (
    <section className="card">
      <header>
        <h2>{t('supply.order')}</h2>
        <span className="grow" />
        {mayAsk && unasked.length > 0 && (
          <Button size="sm" kind="primary" busy={direct.busy} onClick={() => direct.hold(unasked)}>
            {t('supply.askDirect')}
          </Button>
        )}
        {lies && (
          <Button size="sm" kind="primary" busy={busy} onClick={hold}>
            {t('supply.hold')}
          </Button>
        )}
      </header>
      <div className="body stack">
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        {direct.reasons.length > 0 && <Reasons reasons={direct.reasons} />}
        {lines.map(line => (
          <LineRow
            key={line.orderLineId}
            line={line}
            {...(mayAsk && !line.direct && { onAsk: () => setAsking(line) })}
          />
        ))}
        {found.data &&
          endings(found.data).map(how => (
            <p key={how} className="t3">
              {t(`supply.ends.${how}`)}
            </p>
          ))}
      </div>
      <Sheet open={asking !== undefined} onClose={() => setAsking(undefined)} title={t('supply.new')} width={560}>
        {asking && (
          <SupplyForm
            key={asking.orderLineId}
            start={startOf(asking)}
            onDone={() => setAsking(undefined)}
            onCancel={() => setAsking(undefined)}
          />
        )}
      </Sheet>
    </section>
  )
}

/** What becomes of what is on its way, should the order end. */
function endings({ lines, setting }: OrderSupply): readonly ('direct' | OrderSupply['setting'])[] {
  const coming = lines.filter(line => line.coming.length > 0)
  return [...new Set(coming.map(line => (line.direct ? 'direct' : setting)))]
}

const startOf = ({ productId, orderLineId, unasked, warehouseId }: LineSupply) => ({
  productId,
  qty: unasked,
  ...(warehouseId && { warehouseId }),
  wants: [{ orderLineId, qty: unasked }],
})

function LineRow({ line, onAsk }: { readonly line: LineSupply; readonly onAsk?: () => void }) {
  const t = useText(supplyScreenText)
  const words = useText(supplyText)
  const number = useNumber()
  const tones = supplyEntity.fields.find(field => field.key === 'state')?.choices ?? []
  return (
    <article>
      <p className="row nw">
        <b className="b cut">{t('supply.line', { no: line.lineNo, name: line.name })}</b>
        <span className={signOf(line.unasked) > 0 ? 'late' : 't2'}>
          {t(line.direct ? 'supply.toDeliver' : 'supply.lacks', { qty: number(line.lacks), unit: line.unit })}
        </span>
        <span className="grow" />
        {onAsk && signOf(line.unasked) > 0 && (
          <Button size="sm" icon="plus" onClick={onAsk}>
            {t('supply.ask')}
          </Button>
        )}
      </p>
      {signOf(line.free) > 0 && <p className="t2">{t('supply.free', { qty: number(line.free), unit: line.unit })}</p>}
      {line.coming.map(one => (
        <p key={one.supplyId} className="supplyrow">
          {one.may ? (
            <Link className="link" href={`/supplies/${one.supplyId}`}>
              {one.number}
            </Link>
          ) : (
            <span>{one.number}</span>
          )}
          <Tag tone={tones.find(choice => choice.value === one.state)?.tone ?? 'off'}>
            {words(`state.supply.${one.state}`)}
          </Tag>
          {one.progress > 0 && <small className="t3">{t('supply.perCent', { progress: one.progress })}</small>}
          <span className="grow" />
          <small className="t3">{one.expectedOn ? <Day day={one.expectedOn} /> : t('supply.noDate')}</small>
          <span>
            {number(one.qty)} {line.unit}
          </span>
        </p>
      ))}
      {signOf(line.unasked) > 0 && line.coming.length > 0 && (
        <p className="late">
          {t(line.direct ? 'supply.directRest' : 'supply.unasked', { qty: number(line.unasked), unit: line.unit })}
        </p>
      )}
    </article>
  )
}
