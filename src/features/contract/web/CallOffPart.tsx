import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { div, isDecimal, max, mul, signOf, sub } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link, useGo } from '#ui/Link.tsx'
import { Tag, vars } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { useEntityOf } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { ContractLine, WholeContract } from '../contract.schema.ts'
import { contractScreenText } from '../screen.text.ts'
import { contractCalls, orderList, useRefreshContract } from './useContractCalls.ts'

/** What was ordered from it, what is left, and the next order in one step. */
export function CallOffPart({ contract }: { readonly contract: WholeContract }) {
  const t = useText(contractScreenText)
  const label = useLabel()
  const session = useSession()
  const [ordering, setOrdering] = useState(false)
  const { id, state, amount, calledOff, remaining, currency } = contract
  const filter = JSON.stringify({ field: 'contractId', op: 'is', value: id })
  const mayRead = mayDo(session, 'order.read')
  const orders = useQuery({
    enabled: mayRead,
    queryKey: ['order', 'list', 'contract', id],
    queryFn: () => orderList({ filter, limit: 50 }),
  })
  const states = useEntityOf('order')?.fields.find(field => field.key === 'state')?.choices ?? []
  const items = orders.data?.items
  return (
    <section className="card">
      <header>
        <h2>{t('contract.orders')}</h2>
        <span className="grow" />
        {state === 'effective' && mayDo(session, 'order.create') && (
          <Button size="sm" icon="plus" onClick={() => setOrdering(true)}>
            {t('contract.order')}
          </Button>
        )}
      </header>
      <div className="body">
        {calledOff !== undefined && (
          <p className="row wrap">
            <span className="t2">{t('contract.called')}</span>
            <b>
              <Money amount={calledOff} currency={currency} />
            </b>
            <span className="grow" />
            <span className="t2">{t('contract.remaining')}</span>
            <b>{remaining ? <Money amount={remaining} currency={currency} /> : t('contract.unlimited')}</b>
          </p>
        )}
        {amount && signOf(amount) > 0 && (
          <div className="contractbar" aria-hidden="true" style={vars({ '--share': `${shareOf(calledOff, amount)}%` })}>
            <i />
          </div>
        )}
        {mayRead && !items && <RowsSkeleton rows={1} />}
        {items?.length === 0 && <p className="t3">{t('contract.noOrders')}</p>}
        {items?.map(order => {
          const said = states.find(one => one.value === order.state)
          return (
            <p key={order.id} className="contractrow">
              <Link className="link" href={`/orders/${order.id}`}>
                {order.number}
              </Link>
              {said && <Tag tone={said.tone ?? 'off'}>{label(said.label)}</Tag>}
              <span className="grow" />
              <b>
                <Money amount={order.gross} currency={order.currency} />
              </b>
            </p>
          )
        })}
      </div>
      {ordering && <OrderSheet contract={contract} onClose={() => setOrdering(false)} />}
    </section>
  )
}

const shareOf = (called: string, amount: string): string => div(mul(called, '100'), amount, 0)
const leftOf = ({ qty, calledQty, factor }: ContractLine): string => div(max(sub(qty, calledQty), '0'), factor, 6)

/** All that is left, unless somebody says less; lines as needed begin at nothing. */
function OrderSheet({ contract, onClose }: { readonly contract: WholeContract; readonly onClose: () => void }) {
  const t = useText(contractScreenText)
  const go = useGo()
  const ids = useId()
  const refresh = useRefreshContract()
  const [wanted, setWanted] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(contract.lines.map(line => [line.id, line.asNeeded ? '0' : leftOf(line)])),
  )
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const order = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      const chosen = contract.lines.flatMap(({ id: contractLineId }) => {
        const unitQty = wanted[contractLineId] ?? '0'
        return isDecimal(unitQty) && signOf(unitQty) > 0 ? [{ contractLineId, unitQty }] : []
      })
      const made = await contractCalls.callOff({ id: contract.id, ...(contract.lines.length > 0 && { lines: chosen }) })
      await refresh()
      go(`/orders/${made.id}`)
    } catch (error) {
      setRefused(reasonsOf(error))
      setBusy(false)
    }
  }
  return (
    <Sheet open onClose={onClose} title={t('contract.orderSheet')}>
      <form className="stack" onSubmit={order}>
        {contract.lines.map(line => (
          <label key={line.id} className="contractfield" htmlFor={`${ids}${line.id}`}>
            <span>
              {line.name}{' '}
              <small className="t3">
                {line.asNeeded ? t('contract.asNeeded') : t('contract.left', { qty: leftOf(line), unit: line.unit })}
              </small>
            </span>
            <input
              id={`${ids}${line.id}`}
              className="inp"
              inputMode="decimal"
              value={wanted[line.id] ?? ''}
              onChange={event => setWanted({ ...wanted, [line.id]: event.target.value })}
            />
          </label>
        ))}
        {refused.length > 0 && <Reasons reasons={refused} />}
        <div className="row">
          <Button kind="primary" type="submit" busy={busy}>
            {t('contract.order')}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
