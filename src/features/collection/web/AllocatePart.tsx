import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { cmp, min, sub, sum } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { Link } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Segmented } from '#ui/Segmented.tsx'
import { useDay } from '#ui/useDay.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { OpenItem, WholeReceipt } from '../collection.schema.ts'
import { collectionText } from '../collection.text.ts'
import { receiptCalls, useRefresh } from './useCollectionCalls.ts'

/** Oldest due first, as far as the money goes; every amount may be changed before it is saved. */
function proposed(items: readonly OpenItem[], money: string): Record<string, string> {
  let left = money
  const parts: Record<string, string> = {}
  for (const item of items) {
    const part = min(item.open, left)
    if (cmp(part, '0') <= 0) break
    parts[keyOf(item)] = part
    left = sub(left, part)
  }
  return parts
}
const keyOf = (item: OpenItem): string => `${item.orderId ?? ''} ${item.no ?? ''} ${item.invoiceId ?? ''}`

type Props = { readonly receipt: WholeReceipt; readonly onWriting: (isWriting: boolean) => void }

export function AllocatePart({ receipt, onWriting }: Props) {
  const t = useText(collectionText)
  const { customerId, currency } = receipt
  const found = useQuery({
    queryKey: ['receipt', 'open', customerId],
    queryFn: () => receiptCalls.open({ customerId }),
  })
  const [by, setBy] = useState<'plan' | 'invoice'>('plan')
  const all = found.data?.filter(item => item.currency === currency)
  if (!all) return null
  // what no order stands for is the same debt whichever way it is looked at
  const items = all.filter(item => item.orderId === null || (item.invoiceId !== null) === (by === 'invoice'))
  return (
    <section className="card">
      <header>
        <h2>{t('receipt.for')}</h2>
        <span className="grow" />
        {all.some(item => item.invoiceId !== null && item.orderId !== null) && (
          <Segmented
            label={t('receipt.for')}
            all={['plan', 'invoice'] as const}
            value={by}
            say={one => t(`receipt.by.${one}`)}
            onPick={setBy}
          />
        )}
      </header>
      {items.length === 0 ? (
        <div className="body">
          <p className="t3">{t('receipt.nothingOpen')}</p>
        </div>
      ) : (
        <Items key={by} receipt={receipt} items={items} onWriting={onWriting} />
      )}
    </section>
  )
}

function Items({ receipt, items, onWriting }: Props & { readonly items: readonly OpenItem[] }) {
  const t = useText(collectionText)
  const refresh = useRefresh()
  const [typed, setTyped] = useState(() => proposed(items, receipt.open))
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const rows = items.flatMap(item => {
    const amount = typed[keyOf(item)]?.trim()
    return amount && Number(amount) > 0
      ? [
          {
            ...(item.orderId !== null && { orderId: item.orderId }),
            amount,
            ...(item.no !== null && { instalmentNo: item.no }),
            ...(item.invoiceId !== null && { invoiceId: item.invoiceId }),
          },
        ]
      : []
  })
  const save = async () => {
    try {
      await receiptCalls.allocate({ id: receipt.id, version: receipt.version, items: rows })
      onWriting(false)
      await refresh()
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  const total = sum(rows.map(row => row.amount).filter(amount => /^\d+(\.\d+)?$/.test(amount)))
  return (
    <>
      <table className="tbl wide">
        <tbody>
          {items.map(item => (
            <tr key={keyOf(item)}>
              <td>
                <Link
                  className="link nw"
                  href={item.orderId ? `/orders/${item.orderId}` : `/invoices/${item.invoiceId}`}
                >
                  {item.orderNumber ?? item.invoiceNumber}
                </Link>{' '}
                <What item={item} />
              </td>
              <td className="num nw">
                <Money amount={item.open} currency={item.currency} />
              </td>
              <td className="num">
                <Input
                  className="num-in"
                  style={{ width: '7em' }}
                  inputMode="decimal"
                  aria-label={t('receipt.amountFor', { number: item.orderNumber ?? item.invoiceNumber ?? '' })}
                  value={typed[keyOf(item)] ?? ''}
                  onChange={event => {
                    setTyped(old => ({ ...old, [keyOf(item)]: event.target.value }))
                    onWriting(true)
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="body">
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        <div className="row">
          <span className="t2 grow">
            <Money amount={total} currency={receipt.currency} /> /{' '}
            <Money amount={receipt.open} currency={receipt.currency} />
          </span>
          <Button kind="primary" disabled={rows.length === 0} onClick={save}>
            {t('receipt.allocate')}
          </Button>
        </div>
      </div>
    </>
  )
}

function What({ item }: { item: OpenItem }) {
  const t = useText(collectionText)
  const day = useDay()
  if (item.orderId === null)
    return (
      <>
        <small className="t3">{t('receipt.noOrder')}</small>
        <div className="t3">{item.dueDate && t('receipt.due', { date: day(item.dueDate) })}</div>
      </>
    )
  if (item.invoiceNumber)
    return (
      <>
        <small className="t3">{item.invoiceNumber}</small>
        <div className="t3">{item.dueDate && t('receipt.issued', { date: day(item.dueDate) })}</div>
      </>
    )
  return (
    <>
      <small className="t3">{item.kind ? t(`instalment.${item.kind}`) : t('instalment.advance')}</small>
      <div className="t3">{item.dueDate ? t('receipt.due', { date: day(item.dueDate) }) : t('receipt.notDue')}</div>
    </>
  )
}
