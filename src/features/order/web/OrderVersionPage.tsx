import { useQuery } from '@tanstack/react-query'
import { orderVersionApi } from '#journeys/orderVersion.api.ts'
import { client } from '#kernel/api.ts'
import { cmp, div, isZero, sub } from '#kernel/money.ts'
import { fromBaseUnit } from '#kernel/unit.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { usePlace } from '#ui/Link.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useLineRights } from '#ui/useLineRights.ts'
import { useLang, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { isPart } from '../kit.rules.ts'
import { orderEntity } from '../order.entity.ts'
import type { OrderLine, WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import './Order.css'

const calls = client(orderVersionApi, send)
const openOf = (line: OrderLine): string => sub(line.ordered, line.cancelled)

/** An order as it stood in one of its versions: read only, and printed as it was. */
export function OrderVersionPage() {
  const { params } = usePlace()
  const { id = '', revision = '' } = params
  const t = useText(orderText)
  const { lang } = useLang()
  const entity = useEntity(orderEntity)
  const found = useQuery({
    queryKey: ['order', id, 'version', revision],
    queryFn: () => calls.version({ id, revision }),
  })
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="record" />
  const order = found.data
  return (
    <>
      <PageTop title={order.number} back={{ label: order.number, href: `/orders/${id}` }} />
      <RecordHead
        title={order.dealName ?? order.customerName}
        state={{ label: t('order.versionNo', { no: revision }), tone: 'off' }}
        sub={<span>{order.customerName}</span>}
        sum={{ label: t('order.total'), value: <Money amount={order.gross} currency={order.currency} /> }}
      />
      <div className="row">
        <Button kind="text" icon="print" href={`/api/orders/${id}/versions/${revision}/pdf?lang=${lang}`}>
          {t('order.print')}
        </Button>
      </div>
      <div className="stack">
        <Lines order={order} />
        <section className="card">
          <header>
            <h2>{t('order.details')}</h2>
          </header>
          <div className="body">
            <FieldList fields={formFields(entity)} record={order} compact />
          </div>
        </section>
      </div>
    </>
  )
}

/** What was still wanted then; the parts of a kit are said by the kit. */
function Lines({ order }: { order: WholeOrder }) {
  const t = useText(orderText)
  const { shows } = useLineRights(orderEntity)
  const lines = order.lines.filter(line => !isPart(line) && cmp(openOf(line), '0') > 0)
  return (
    <section className="card orderlines c">
      <header>
        <h2>{t('order.lines')}</h2>
        <span className="t3">{lines.length}</span>
      </header>
      <div className="scroll">
        <table className="tbl">
          <thead>
            <tr>
              <th>{t('order.line.product')}</th>
              <th className="num">{t('order.line.qty')}</th>
              {shows('price') && <th className="num dk">{t('order.line.price')}</th>}
              {shows('gross') && <th className="num">{t('order.line.amount')}</th>}
              <th className="num dk">{t('order.line.promised')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <Line key={line.id} line={line} currency={order.currency} shows={shows} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

type LineProps = { readonly line: OrderLine; readonly currency: string; readonly shows: (key: string) => boolean }
function Line({ line, currency, shows }: LineProps) {
  const number = useNumber()
  const qty = fromBaseUnit(openOf(line), line.factor) ?? div(openOf(line), line.factor, 6)
  return (
    <tr>
      <td>
        <b className="b">{line.name}</b>{' '}
        <small className="t3">{[line.code, line.spec].filter(Boolean).join(' · ')}</small>
      </td>
      <td className="num">
        {number(qty)} {line.unit}
      </td>
      {shows('price') && (
        <td className="num dk">
          <Money amount={line.price} currency={currency} />
          {line.discountValue && !isZero(line.discountValue) && (
            <small className="t3">
              {' '}
              −{line.discountKind === 'percent' ? `${number(line.discountValue)}%` : number(line.discountValue)}
            </small>
          )}
        </td>
      )}
      {shows('gross') && (
        <td className="num">
          <Money amount={line.gross} currency={currency} />
        </td>
      )}
      <td className="num dk">{line.promisedDate && <Day day={line.promisedDate} />}</td>
    </tr>
  )
}
