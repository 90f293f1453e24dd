import { useQuery } from '@tanstack/react-query'
import { customerApi } from '#features/customer/customer.api.ts'
import { client } from '#kernel/api.ts'
import { cmp, div, mul, signOf, sub } from '#kernel/money.ts'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Meter } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'

const calls = client(customerApi, send)

/** The payer's credit beside the lines: every step of them, of their invoices and of their money moves it. */
export function CreditRow({ order }: { order: Pick<WholeOrder, 'payerId' | 'payerName'> }) {
  const t = useText(orderText)
  const session = useSession()
  const may = mayDo(session, 'customer.credit')
  const { payerId, payerName } = order
  const credit = useQuery({
    queryKey: ['credit', payerId],
    queryFn: () => calls.credit({ id: payerId }),
    enabled: may,
  })
  if (!may || credit.error) return null
  if (!credit.data) return <RowsSkeleton rows={1} />
  const { creditLimit: limit, used, ownUsed, headId, headName, shared } = credit.data
  const money = (amount: string) => <Money amount={amount} currency={session.org.currency} />
  const free = limit === null ? null : sub(limit, used)
  const isOver = free !== null && signOf(free) < 0
  return (
    <dl className="creditrow" aria-label={t('order.credit')}>
      <div className="who">
        <dt>{t('order.credit')}</dt>
        <dd>
          <Link className="link" href={`/customers/${payerId}`}>
            {payerName}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{t('order.credit.limit')}</dt>
        <dd>{limit === null ? t('order.credit.none') : money(limit)}</dd>
      </div>
      {headId !== null && (
        <div>
          <dt>{t('order.credit.group')}</dt>
          <dd>
            <Link className="link" href={`/customers/${headId}`}>
              {headName}
            </Link>
          </dd>
        </div>
      )}
      <div>
        <dt>{t(headId !== null || shared ? 'order.credit.groupUsed' : 'order.credit.used')}</dt>
        <dd>{money(used)}</dd>
      </div>
      {(headId !== null || shared) && (
        <div>
          <dt>{t('order.credit.own')}</dt>
          <dd>{money(ownUsed)}</dd>
        </div>
      )}
      {free !== null && (
        <div className={isOver ? 'late' : undefined}>
          <dt>{t('order.credit.free')}</dt>
          <dd>{money(free)}</dd>
        </div>
      )}
      {limit !== null && <Meter share={shareOf(used, limit)} tone={isOver ? 'late' : 'cool'} />}
    </dl>
  )
}

function shareOf(used: string, limit: string): number {
  if (signOf(used) <= 0) return 0
  if (cmp(used, limit) >= 0) return 100
  return Number(div(mul(used, '100'), limit, 0))
}
