import { useState } from 'react'
import { add, cmp, div, isZero, mul, signOf, sub } from '#kernel/money.ts'
import { Button } from '#ui/Button.tsx'
import { vars } from '#ui/Marks.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import type { OrderLine, WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { LinesEditor } from './LinesEditor.tsx'

/** The lines with how far each has come; in a draft they open as a spreadsheet. */
export function LinesPart({ order }: { order: WholeOrder }) {
  const t = useText(orderText)
  const session = useSession()
  const mayEdit = (order.state === 'draft' || order.state === 'in_review') && mayDo(session, 'order.edit')
  const [editing, setEditing] = useState(mayEdit && order.lines.length === 0)
  if (editing) return <LinesEditor order={order} onDone={() => setEditing(false)} />
  return (
    <section className="card orderlines c">
      <header>
        <h2>{t('order.lines')}</h2>
        <span className="t3">{order.lines.length}</span>
        <span className="grow" />
        {mayEdit && (
          <Button size="sm" icon="edit" onClick={() => setEditing(true)}>
            {t('order.editLines')}
          </Button>
        )}
      </header>
      <div className="scroll">
        <table className="tbl">
          <thead>
            <tr>
              <th>{t('order.line.product')}</th>
              <th className="num">{t('order.line.ordered')}</th>
              <th className="num dk">{t('order.line.price')}</th>
              <th className="num">{t('order.line.amount')}</th>
              <th className="q">{t('order.line.reserved')}</th>
              <th className="q">{t('order.line.shipped')}</th>
              <th className="q">{t('order.line.delivered')}</th>
              <th className="q">{t('order.line.invoiced')}</th>
              <th className="num dk">{t('order.line.promised')}</th>
            </tr>
          </thead>
          <tbody>
            {order.lines.map(line => (
              <Line key={line.id} line={line} isLive={order.state === 'confirmed' || order.state === 'on_hold'} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{t('order.total')}</td>
              <td />
              <td className="dk" />
              <td className="num">
                <Money amount={order.gross} currency={order.currency} />
              </td>
              <td colSpan={4} />
              <td className="dk" />
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}

function Line({ line, isLive }: { line: OrderLine; isLive: boolean }) {
  const t = useText(orderText)
  const number = useNumber()
  const net = sub(line.ordered, line.cancelled)
  return (
    <tr>
      <td>
        <span className="pn">{line.name}</span> {line.code && <small className="t3">{line.code}</small>}
        {!isZero(line.returned) && (
          <div className="t3">
            {t('order.line.returned', { qty: number(line.returned) })}
            {!isZero(line.reship) && ` · ${t('order.line.reship', { qty: number(line.reship) })}`}
          </div>
        )}
      </td>
      <td className="num">
        {line.unitQty} {line.unit}
        {!isZero(line.cancelled) && <del className="t3"> −{line.cancelled}</del>}
      </td>
      <td className="num dk t2">
        <Money amount={line.price} />
      </td>
      <td className="num">
        <Money amount={line.gross} />
      </td>
      <Progress
        title={t('order.line.reserved')}
        done={add(line.reserved, line.shipped)}
        all={add(line.toShip, line.shipped)}
        na={!line.stockKept}
        short={isLive}
      />
      <Progress title={t('order.line.shipped')} done={line.shipped} all={net} na={line.fulfil === 'none'} />
      <Progress title={t('order.line.delivered')} done={line.delivered} all={net} na={line.fulfil === 'none'} />
      <Progress title={t('order.line.invoiced')} done={sub(line.invoiced, line.credited)} all={line.due} />
      <td className="num dk">{line.promisedDate && <Day day={line.promisedDate} />}</td>
    </tr>
  )
}

type ProgressProps = {
  readonly title: string
  readonly done: string
  readonly all: string
  readonly na?: boolean
  readonly short?: boolean
}

/** Its own meter: quantities of unlike things are never added up. */
function Progress({ title, done, all, na = false, short = false }: ProgressProps) {
  const t = useText(orderText)
  if (na || signOf(all) <= 0) return <td className="q na" data-title={title} />
  const share =
    cmp(done, all) >= 0 ? 100 : signOf(done) <= 0 ? 0 : Math.min(99, Math.max(1, Number(div(mul(done, '100'), all, 0))))
  const missing = sub(all, done)
  const isShort = short && signOf(missing) > 0
  return (
    <td
      className={['q', isShort && 'short', share === 0 && 'none'].filter(Boolean).join(' ')}
      style={vars({ '--p': share })}
      data-title={title}
    >
      <b>{isShort ? t('order.line.short', { qty: missing }) : signOf(done) > 0 ? done : '–'}</b>
      <i />
    </td>
  )
}
