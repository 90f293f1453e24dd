import './Consign.css'
import { Input } from 'antd'
import { useState } from 'react'
import { isZero } from '#kernel/money.ts'
import { Button } from '#ui/Button.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { plainNumber, typedNumber } from '#ui/plainNumber.ts'
import { useReason, useText } from '#ui/useText.tsx'
import { filled, type Piece, type Sketch, sumsOf, type Typed } from '../pieces.rules.ts'
import { consignText } from '../screen.text.ts'

type Props = {
  readonly sketch: Sketch
  readonly typed: Typed
  readonly onType: (typed: Typed) => void
  /** Drafts of others are worth knowing of; one's own is what is seen. */
  readonly saysDrafts?: boolean
}
type Row = Sketch['rows'][number]

/** More than so many products are found by their names rather than by scrolling. */
const many = 12

/** The customer's list, typed product by product beside what lies there; below each, which shipments it is taken from. */
export function SettleTable({ sketch, typed, onType, saysDrafts = false }: Props) {
  const t = useText(consignText)
  const [q, setQ] = useState('')
  const pieces = sketch.rows.map(row => row.piece)
  const seen = sketch.rows.filter(({ piece }) => fits(piece, q))
  const put = (part: Typed) => onType({ ...typed, ...part })
  const cleared = () => Object.fromEntries(pieces.map(({ key }) => [key, '']))
  return (
    <section className="card settle">
      <header>
        <h2>{t('consign.what')}</h2>
        <span className="t3">{pieces.length}</span>
        <span className="grow" />
        {pieces.length > many && (
          <Input
            className="find"
            aria-label={t('consign.find')}
            placeholder={t('consign.find')}
            value={q}
            allowClear
            onChange={event => setQ(event.target.value)}
          />
        )}
        {sketch.lines.length > 0 && (
          <Button size="sm" kind="text" onClick={() => onType(cleared())}>
            {t('consign.clear')}
          </Button>
        )}
        <Button size="sm" onClick={() => put(filled(seen.map(row => row.piece)))}>
          {t('consign.fill')}
        </Button>
      </header>
      <table className="tbl settletbl">
        <thead>
          <tr>
            <th>{t('consign.product')}</th>
            <th className="num">{t('consign.since')}</th>
            <th className="num">{t('consign.there')}</th>
            <th className="num">{t('consign.qty')}</th>
            <th className="num">{t('consign.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {seen.map(row => (
            <Line key={row.piece.key} row={row} saysDrafts={saysDrafts} onType={qty => put({ [row.piece.key]: qty })} />
          ))}
        </tbody>
      </table>
      <Sums sketch={sketch} />
    </section>
  )
}

const fits = ({ name, code, spec, batch }: Piece, q: string): boolean =>
  [name, code, spec, batch].some(text => text?.toLowerCase().includes(q.trim().toLowerCase()))

type LineProps = { readonly row: Row; readonly saysDrafts: boolean; readonly onType: (qty: string) => void }

function Line({ row: { piece, text, parts, wrong }, saysDrafts, onType }: LineProps) {
  const t = useText(consignText)
  const say = useReason()
  const number = useNumber()
  const { name, code, batch, unit, qty, days, drafted } = piece
  return (
    <tr className={parts.length > 0 ? 'on' : undefined}>
      <td>
        <span className="pn">{name}</span> <small className="t3">{[code, batch].filter(Boolean).join(' · ')}</small>
        {parts.length > 0 && (
          <div className="t3 parts">
            {parts.map(({ row, qty: part }) => (
              <span key={row.id} className="nw">
                {row.shipmentNumber} × {number(part)}
              </span>
            ))}
          </div>
        )}
        {saysDrafts && !isZero(drafted) && <div className="warn">{t('consign.drafted', { qty: number(drafted) })}</div>}
      </td>
      <td className="num t2" data-title={t('consign.since')}>
        {t('consign.days', { days })}
      </td>
      <td className="num" data-title={t('consign.there')}>
        <button type="button" className="link" aria-label={t('consign.fillOne', { name })} onClick={() => onType(qty)}>
          {number(qty)}
        </button>{' '}
        {unit}
      </td>
      <td className="num" data-title={t('consign.qty')}>
        <Input
          className="num-in"
          inputMode="decimal"
          autoComplete="off"
          aria-label={t('consign.qtyOf', { name })}
          value={text}
          {...(wrong && { status: 'error' as const, 'aria-invalid': true })}
          onChange={event => onType(typedNumber(event.target.value))}
          onBlur={() => plainNumber(text) !== text && onType(plainNumber(text))}
        />
        {wrong && (
          <p className="wrong" role="alert">
            {say(wrong)}
          </p>
        )}
      </td>
      <td className="num" data-title={t('consign.amount')}>
        {sumsOf(parts.map(({ row, amount }) => ({ currency: row.currency, value: amount }))).map(
          ([currency, amount]) => (
            <div key={currency}>
              <Money amount={amount} currency={currency} />
            </div>
          ),
        )}
      </td>
    </tr>
  )
}

function Sums({ sketch: { lines, sums } }: { readonly sketch: Sketch }) {
  const t = useText(consignText)
  return (
    <footer className="settlesum">
      <span className="t2">{t('consign.lines', { count: lines.length })}</span>
      <span className="grow" />
      {sums.length > 0 && <span className="t2">{t('consign.sum')}</span>}
      {sums.map(([currency, amount]) => (
        <b key={currency} className="b">
          <Money amount={amount} currency={currency} />
        </b>
      ))}
    </footer>
  )
}
