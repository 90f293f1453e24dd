import './Statement.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '#kernel/api.ts'
import { isZero, sub } from '#kernel/money.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { useSession } from '#ui/useSession.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { Day } from '#ui/When.tsx'
import { statementApi } from '../statement.api.ts'
import { bases, type Statement, type StatementRow } from '../statement.schema.ts'
import { statementText } from '../statement.text.ts'

const statementCalls = client(statementApi, send)

type Wish = Pick<Statement, 'basis' | 'from' | 'to' | 'currency'>

/** A payer's account over a period, to look at and to print for them (对账单). */
export function StatementPage() {
  const id = usePlace().params.id ?? ''
  const t = useText(statementText)
  const { lang } = useLang()
  const { org } = useSession()
  const today = useToday()
  const [wish, setWish] = useState<Wish>({
    basis: 'invoiced',
    from: `${today.slice(0, 8)}01`,
    to: today,
    currency: org.currency,
  })
  const found = useQuery({
    queryKey: ['statement', id, wish],
    queryFn: () => statementCalls.get({ id, ...wish }),
    placeholderData: keepPreviousData,
  })
  const back = { label: found.data?.customerName ?? '', href: `/customers/${id}` }
  return (
    <>
      <PageTop title={t('statement.title')} back={back} />
      <div className="stack">
        <Choice wish={wish} currencies={found.data?.currencies ?? []} onWish={setWish}>
          <Button icon="print" href={`/api/customers/${id}/statement/pdf?${new URLSearchParams({ ...wish, lang })}`}>
            {t('statement.print')}
          </Button>
        </Choice>
        {found.error && <Problem error={found.error} onRetry={() => found.refetch()} />}
        {found.isPending && <Skeleton shape="list" />}
        {found.data && !found.error && <Account statement={found.data} />}
      </div>
    </>
  )
}

type ChoiceProps = {
  wish: Wish
  currencies: readonly string[]
  onWish: (wish: Wish) => void
  children: React.ReactNode
}

function Choice({ wish, currencies, onWish, children }: ChoiceProps) {
  const t = useText(statementText)
  const known = [...new Set([wish.currency, ...currencies])]
  return (
    <div className="row wrap tight">
      <select
        className="inp"
        aria-label={t('statement.basis')}
        value={wish.basis}
        onChange={event => onWish({ ...wish, basis: bases.find(one => one === event.target.value) ?? wish.basis })}
      >
        {bases.map(basis => (
          <option key={basis} value={basis}>
            {t(`statement.${basis}`)}
          </option>
        ))}
      </select>
      {(['from', 'to'] as const).map(key => (
        <label key={key} className="row tight">
          <span className="t2">{t(key === 'from' ? 'statement.from' : 'statement.until')}</span>
          <input
            className="inp"
            type="date"
            value={wish[key]}
            onChange={event => event.target.value && onWish({ ...wish, [key]: event.target.value })}
          />
        </label>
      ))}
      {known.length > 1 && (
        <select
          className="inp"
          aria-label={t('statement.currency')}
          value={wish.currency}
          onChange={event => onWish({ ...wish, currency: event.target.value })}
        >
          {known.map(currency => (
            <option key={currency}>{currency}</option>
          ))}
        </select>
      )}
      <span className="grow" />
      {children}
    </div>
  )
}

const figures = ['opening', 'owed', 'paid', 'closing'] as const

function Account({ statement }: { statement: Statement }) {
  const t = useText(statementText)
  const { currency, rows } = statement
  return (
    <>
      <section className="card">
        <dl className="body statement-sums">
          {figures.map(key => (
            <div key={key}>
              <dt className="t2">{t(`statement.${key}`)}</dt>
              <dd className={key === 'closing' ? 'b' : ''}>
                <Money amount={statement[key]} currency={currency} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {rows.length === 0 ? <Empty title={t('statement.empty')} /> : <Rows statement={statement} />}
    </>
  )
}

function Rows({ statement: { rows, currency } }: { statement: Statement }) {
  const t = useText(statementText)
  return (
    <section className="card">
      <div className="statement-scroll">
        <table className="tbl wide statement-rows">
          <thead>
            <tr>
              <th>{t('statement.day')}</th>
              <th>{t('statement.what')}</th>
              <th className="num dk">{t('statement.owed')}</th>
              <th className="num dk">{t('statement.paid')}</th>
              <th className="num ph">{t('statement.amount')}</th>
              <th className="num">{t('statement.balance')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <Row key={`${row.day} ${row.kind} ${row.id} ${row.balance}`} row={row} currency={currency} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const pathOf: Record<StatementRow['entity'], string> = {
  invoice: '/invoices',
  shipment: '/shipments',
  settlement: '/settlements',
  order: '/orders',
  goodsReturn: '/goods-returns',
  receipt: '/receipts',
  refund: '/refunds',
  writeOff: '/write-offs',
}

function Row({ row, currency }: { row: StatementRow; currency: string }) {
  const t = useText(statementText)
  return (
    <tr>
      <td>
        <Day day={row.day} />
      </td>
      <td>
        {t(`statement.row.${row.kind}`)}{' '}
        {row.id && (
          <Link className="link" href={`${pathOf[row.entity]}/${row.id}`}>
            {row.number}
          </Link>
        )}
      </td>
      {(['owed', 'paid'] as const).map(key => (
        <td key={key} className="num nw dk">
          {!isZero(row[key]) && <Money amount={row[key]} currency={currency} />}
        </td>
      ))}
      <td className="num nw ph">
        <Money amount={sub(row.owed, row.paid)} currency={currency} />
      </td>
      <td className="num nw">
        <Money amount={row.balance} currency={currency} />
      </td>
    </tr>
  )
}
