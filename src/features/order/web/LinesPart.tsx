import { useState } from 'react'
import { add, cmp, div, isZero, mul, round, signOf, sub } from '#kernel/money.ts'
import { fromBaseUnit } from '#kernel/unit.ts'
import { Button } from '#ui/Button.tsx'
import { vars } from '#ui/Marks.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { PartsSaid } from '#ui/PartsSaid.tsx'
import { useLineRights } from '#ui/useLineRights.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { isPart, partsOf } from '../kit.rules.ts'
import { orderEntity } from '../order.entity.ts'
import type { OrderLine, WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { typeRules } from '../orderType.rules.ts'
import { CreditRow } from './CreditRow.tsx'
import { LinesEditor } from './LinesEditor.tsx'
import { ReleaseRow } from './ReleaseRow.tsx'

/** The lines with how far each has come, and what that takes of the payer's credit; in a draft a spreadsheet. */
export function LinesPart({ order }: { order: WholeOrder }) {
  const t = useText(orderText)
  const session = useSession()
  const mayEdit = (order.state === 'draft' || order.state === 'in_review') && mayDo(session, 'order.edit')
  const { shows } = useLineRights(orderEntity)
  const [editing, setEditing] = useState(mayEdit && order.lines.length === 0)
  if (editing) return <LinesEditor order={order} onDone={() => setEditing(false)} />
  const isBegun = order.confirmedAt !== null
  const parts = partsOf(order.lines)
  const isSite = typeRules[order.type].site
  const sold = order.lines.filter(line => !isPart(line))
  return (
    <section className="card orderlines c">
      <header>
        <h2>{t('order.lines')}</h2>
        <span className="t3">{sold.length}</span>
        <span className="grow" />
        {mayEdit && (
          <Button size="sm" icon="edit" onClick={() => setEditing(true)}>
            {t('order.editLines')}
          </Button>
        )}
      </header>
      <CreditRow order={order} />
      <ReleaseRow orderId={order.id} version={order.version} />
      <div className="scroll">
        <table className="tbl">
          <thead>
            <tr>
              <th>{t('order.line.product')}</th>
              <th className="num">{t('order.line.ordered')}</th>
              {shows('gross') && <th className="num">{t('order.line.amount')}</th>}
              <th className="q">{t('order.line.reserved')}</th>
              <th className="q">{t(isSite ? 'order.line.toSite' : 'order.line.shipped')}</th>
              <th className="q">{t(isSite ? 'order.line.settled' : 'order.line.delivered')}</th>
              {isBegun && <th className="q">{t('order.line.returned')}</th>}
              <th className="q">{t('order.line.invoiced')}</th>
              {isBegun && <th className="q">{t('order.line.credited')}</th>}
              <th className="num dk">{t('order.line.promised')}</th>
            </tr>
          </thead>
          <tbody>
            {sold
              .flatMap(line => [line, ...(parts.get(line.id) ?? [])])
              .map(line => (
                <Line
                  key={line.id}
                  line={line}
                  hasParts={parts.has(line.id)}
                  isBegun={isBegun}
                  isSite={isSite && line.fulfil === 'ship'}
                  shows={shows}
                  isLive={['confirmed', 'on_hold'].includes(order.state)}
                />
              ))}
          </tbody>
          <tfoot>
            <tr hidden={!shows('gross')}>
              <td>{t('order.total')}</td>
              <td />
              {shows('gross') && (
                <td className="num">
                  <Money amount={order.gross} currency={order.currency} />
                </td>
              )}
              <td colSpan={isBegun ? 6 : 4} />
              <td className="dk" />
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}

type LineProps = {
  line: OrderLine
  /** They stand below it, each with its own way. */
  hasParts: boolean
  isLive: boolean
  isBegun: boolean
  /** Sent to the customer's site, and theirs once it is settled. */
  isSite: boolean
  shows: (key: string) => boolean
}

function Line({ line, hasParts, isLive, isBegun, isSite, shows }: LineProps) {
  const t = useText(orderText)
  const number = useNumber()
  const net = sub(line.ordered, line.cancelled)
  /** As the line was sold: counters are kept in the base unit. */
  const say = (qty: string) => number(fromBaseUnit(qty, line.factor) ?? round(div(qty, line.factor), 2))
  const sent = { say, na: line.fulfil === 'none' }
  return (
    <tr className={isPart(line) ? 'part' : undefined}>
      <td>
        <span className="pn">{line.name}</span> {line.code && <small className="t3 nw">{line.code}</small>}
        {!hasParts && line.parts && (
          <div>
            <PartsSaid parts={line.parts} />
          </div>
        )}
        {line.promisedDate && (
          <div className="t3 ph">
            {t('order.line.promised')} <Day day={line.promisedDate} />
          </div>
        )}
        {isSite && cmp(line.shipped, line.delivered) > 0 && (
          <div className="t2">{t('order.line.atSite', { qty: say(sub(line.shipped, line.delivered)) })}</div>
        )}
        {!isZero(line.reship) && <div className="t3">{t('order.line.reship', { qty: say(line.reship) })}</div>}
      </td>
      <td className="num">
        {number(line.unitQty)} {line.unit}
        {!isZero(line.cancelled) && <del className="t3"> −{say(line.cancelled)}</del>}
        {!isZero(line.overTolerance) && !isPart(line) && line.fulfil === 'ship' && (
          <div className="t3">{t('order.line.tolerance', { percent: number(mul(line.overTolerance, '100')) })}</div>
        )}
      </td>
      {shows('gross') && (
        <td className="num">
          {!isPart(line) && (
            <>
              <Money amount={line.gross} />
              <small className="t3 each dk">
                <Money amount={line.price} />
              </small>
            </>
          )}
        </td>
      )}
      <Progress
        title={t('order.line.reserved')}
        done={add(line.reserved, line.shipped)}
        all={add(line.toShip, line.shipped)}
        say={say}
        na={!line.stockKept}
        short={isLive}
      />
      <Progress
        title={t(isSite ? 'order.line.toSite' : 'order.line.shipped')}
        done={line.shipped}
        all={net}
        {...sent}
      />
      <Progress
        title={t(isSite ? 'order.line.settled' : 'order.line.delivered')}
        done={line.delivered}
        all={net}
        {...sent}
      />
      {isBegun && <Back title={t('order.line.returned')} qty={line.returned} {...sent} />}
      <Progress title={t('order.line.invoiced')} {...invoicedOf(line, say)} na={isPart(line)} />
      {isBegun && <Back title={t('order.line.credited')} {...creditedOf(line, say)} na={isPart(line)} />}
      <td className="num dk">{line.promisedDate && <Day day={line.promisedDate} />}</td>
    </tr>
  )
}

type Say = (qty: string) => string
const money = (amount: string): string => round(amount, 2)

/** Where it was billed by amount alone, there is no quantity to show. */
const invoicedOf = ({ invoiced, invoicedAmount, due, credited, gross }: OrderLine, say: Say) =>
  isZero(invoiced) && !isZero(invoicedAmount ?? '0')
    ? { done: invoicedAmount, all: gross, say: money }
    : { done: invoiced, all: add(due, credited), say }
const creditedOf = ({ credited, creditedAmount }: OrderLine, say: Say) =>
  isZero(credited) && !isZero(creditedAmount ?? '0') ? { qty: creditedAmount, say: money } : { qty: credited, say }

type Said = { readonly title: string; readonly say: Say; readonly na?: boolean }
type ProgressProps = Said & { readonly done: string; readonly all: string; readonly short?: boolean }

/** Its own meter: quantities of unlike things are never added up. */
function Progress({ title, done, all, say, na = false, short = false }: ProgressProps) {
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
      <b>{isShort ? t('order.line.short', { qty: say(missing) }) : signOf(done) > 0 ? say(done) : '–'}</b>
      <i />
    </td>
  )
}

/** What came back and what was taken back has no goal to reach: a figure, or nothing. */
function Back({ title, qty, say, na = false }: Said & { readonly qty: string }) {
  if (na) return <td className="q na" data-title={title} />
  return (
    <td className={isZero(qty) ? 'q back' : 'q back some'} data-title={title}>
      <b>{isZero(qty) ? '–' : say(qty)}</b>
    </td>
  )
}
