import './Supply.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { signOf } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useNumber } from '#ui/Money.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { supplyScreenText } from '../screen.text.ts'
import type { DirectLack, Shortage, SupplyKind } from '../supply.schema.ts'
import { SupplyTop } from './SupplyTop.tsx'
import { useAskDirect, useHoldFree } from './useHolding.ts'
import { supplyCalls, useRefresh } from './useSupplyCalls.ts'

const isFree = ({ freeNow }: Shortage): boolean => signOf(freeNow) > 0
const keyOf = ({ productId, warehouseId }: Shortage): string => `${productId} ${warehouseId}`

/** What lacks over all orders that wait; asked for in one tap, one by one or many at once. */
export function ShortagesPage() {
  const t = useText(supplyScreenText)
  const found = useQuery({ queryKey: ['supply', 'shortages'], queryFn: () => supplyCalls.shortages({}) })
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const { ask, reasons, busy } = useAsking()
  const free = useHoldFree()
  const mayHold = mayDo(useSession(), 'order.reserve')
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="list" />
  const { items, direct } = found.data
  const open = items.filter(one => signOf(one.open) > 0)
  const chosen = open.filter(one => picked.has(keyOf(one)))
  const pick = (one: Shortage, on: boolean) =>
    setPicked(old => new Set(on ? [...old, keyOf(one)] : [...old].filter(key => key !== keyOf(one))))
  return (
    <>
      <SupplyTop at="shortages" />
      {items.length + direct.length === 0 && <Empty title={t('supply.noShortages')} say={t('supply.noShortagesSay')} />}
      {mayHold && items.some(isFree) && (
        <div className="row supplybulk">
          <Button kind="primary" busy={free.busy} onClick={() => free.hold()}>
            {t('supply.holdAll')}
          </Button>
          <small className="t3">{t('supply.holdSay')}</small>
        </div>
      )}
      {open.length > 0 && (
        <div className="row supplybulk">
          <label className="row nw">
            <input
              type="checkbox"
              checked={chosen.length === open.length}
              onChange={event => setPicked(new Set(event.target.checked ? open.map(keyOf) : []))}
            />
            {t('supply.all')}
          </label>
          <Button
            kind="primary"
            busy={busy}
            disabled={chosen.length === 0}
            onClick={async () => {
              if (await ask(chosen)) setPicked(new Set())
            }}
          >
            {chosen.length === 0 ? t('supply.ask') : t('supply.askPicked', { count: chosen.length })}
          </Button>
        </div>
      )}
      {[reasons, free.reasons].map(found => found.length > 0 && <Reasons key={found[0]?.key} reasons={found} />)}
      <div className="stack">
        {direct.length > 0 && <DirectCard lines={direct} />}
        {items.map(one => (
          <ShortageCard
            key={keyOf(one)}
            shortage={one}
            on={picked.has(keyOf(one))}
            busy={busy || free.busy}
            onPick={pick}
            onAsk={ask}
            {...(mayHold && isFree(one) && { onHold: () => free.hold([one.productId]) })}
          />
        ))}
      </div>
    </>
  )
}

function useAsking() {
  const t = useText(supplyScreenText)
  const refresh = useRefresh()
  const tell = useToast()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  /** Whether it went through; what is refused is said above the list. */
  const ask = async (shortages: readonly Shortage[], kind?: SupplyKind): Promise<boolean> => {
    const items = shortages.map(({ productId, warehouseId }) => ({ productId, warehouseId }))
    setBusy(true)
    try {
      const made = await supplyCalls.request({ items, ...(kind && { kind }) })
      setReasons([])
      tell(made.items.length > 0 ? t('supply.asked', { count: made.items.length }) : t('supply.askedNone'))
      await refresh()
      return true
    } catch (error) {
      setReasons(reasonsOf(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { ask, reasons, busy }
}

type CardProps = {
  readonly shortage: Shortage
  readonly on: boolean
  readonly busy: boolean
  readonly onPick: (one: Shortage, on: boolean) => void
  readonly onAsk: (some: readonly Shortage[], kind?: SupplyKind) => Promise<boolean>
  readonly onHold?: () => Promise<void>
}

function ShortageCard({ shortage, on, busy, onPick, onAsk, onHold }: CardProps) {
  const t = useText(supplyScreenText)
  const number = useNumber()
  const {
    productId,
    productCode,
    productName,
    unit,
    warehouseName,
    waiting,
    lacks,
    coming,
    open,
    neededBy,
    lines,
    kind,
  } = shortage
  const isOpen = signOf(open) > 0
  const other: SupplyKind = kind === 'buy' ? 'make' : 'buy'
  const figures = [
    ['supply.waiting', waiting],
    ...(isFree(shortage) ? [['supply.freeNow', shortage.freeNow] as const] : []),
    ['supply.shortage', lacks],
    ['supply.onTheWay', coming],
    ['supply.open', open],
  ] as const
  return (
    <section className="card shortage">
      <header>
        {isOpen && (
          <input
            type="checkbox"
            checked={on}
            aria-label={t('supply.pick', { name: productName })}
            onChange={event => onPick(shortage, event.target.checked)}
          />
        )}
        <h2 className="cut">
          <Link className="link" href={`/products/${productId}`}>
            {productName}
          </Link>
        </h2>
        <small className="t3 cut">
          {productCode} · {warehouseName}
        </small>
        <span className="grow" />
        {neededBy && (
          <small className="t2">
            <Day day={neededBy} />
          </small>
        )}
      </header>
      <div className="body">
        <dl className="supplyfigures">
          {figures.map(([key, value]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd className={key === 'supply.open' && isOpen ? 'late' : ''}>
                {number(value)} {unit}
              </dd>
            </div>
          ))}
          {(isOpen || onHold) && (
            <div className="row nw">
              {onHold && (
                <Button size="sm" disabled={busy} onClick={onHold}>
                  {t('supply.hold')}
                </Button>
              )}
              {isOpen && (
                <>
                  <Button kind="primary" size="sm" disabled={busy} onClick={() => onAsk([shortage], kind)}>
                    {t(`supply.${kind}`)}
                  </Button>
                  <Button size="sm" disabled={busy} onClick={() => onAsk([shortage], other)}>
                    {t(`supply.${other}`)}
                  </Button>
                </>
              )}
            </div>
          )}
        </dl>
        {lines.map(line => (
          <p key={line.orderLineId + line.orderId} className="supplyrow">
            <Link className="link" href={`/orders/${line.orderId}`}>
              {line.orderNumber}-{line.lineNo}
            </Link>
            <span className="cut t2">{line.customerName}</span>
            {!line.confirmed && <Tag tone="warm">{t('supply.reviewed')}</Tag>}
            <span className="grow" />
            {line.promisedDate && (
              <small className="t3">
                <Day day={line.promisedDate} />
              </small>
            )}
            <span>
              {number(line.lacks)} {unit}
            </span>
          </p>
        ))}
      </div>
    </section>
  )
}

/** What suppliers are to bring to customers and nobody has asked for: all at once, or one by one. */
function DirectCard({ lines }: { readonly lines: readonly DirectLack[] }) {
  const t = useText(supplyScreenText)
  const number = useNumber()
  const { hold: ask, reasons, busy } = useAskDirect()
  return (
    <section className="card shortage">
      <header>
        <h2 className="cut">{t('supply.toCustomer')}</h2>
        <span className="grow" />
        <Button
          kind="primary"
          size="sm"
          busy={busy}
          onClick={() => ask(lines.slice(0, 200).map(one => one.orderLineId))}
        >
          {t('supply.askDirect')}
        </Button>
      </header>
      <div className="body">
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        {lines.map(line => (
          <p key={line.orderLineId} className="supplyrow">
            <Link className="link" href={`/orders/${line.orderId}`}>
              {line.orderNumber}-{line.lineNo}
            </Link>
            <span className="cut t2">
              {line.customerName} · {line.name}
            </span>
            <span className="grow" />
            {line.promisedDate && (
              <small className="t3">
                <Day day={line.promisedDate} />
              </small>
            )}
            <span>
              {number(line.open)} {line.unit}
            </span>
          </p>
        ))}
      </div>
    </section>
  )
}
