import { isZero } from '#kernel/money.ts'
import { Money, useNumber } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import type { ReturnLine, WholeReturn } from '../return.schema.ts'
import { returnText } from '../return.text.ts'

const parts = ['good', 'damaged', 'missing'] as const

/** What comes back, what came, and what is done about it. */
export function ReturnLines({ goodsReturn }: { readonly goodsReturn: WholeReturn }) {
  const t = useText(returnText)
  return (
    <section className="card">
      <header>
        <h2>{t('goodsReturn.lines')}</h2>
        <span className="t3">{goodsReturn.lines.length}</span>
      </header>
      <div className="scroll">
        <table className="tbl wide">
          <thead>
            <tr>
              <th>{t('goodsReturn.product')}</th>
              <th className="num">{t('goodsReturn.qty')}</th>
              <th>{t('goodsReturn.came')}</th>
              <th>{t('goodsReturn.decision')}</th>
              <th className="num">{t('goodsReturn.worth')}</th>
            </tr>
          </thead>
          <tbody>
            {goodsReturn.lines.map(line => (
              <Line key={line.id} line={line} currency={goodsReturn.currency} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Line({ line, currency }: { readonly line: ReturnLine; readonly currency: string }) {
  const t = useText(returnText)
  const number = useNumber()
  const came = parts.filter(part => !isZero(line[part]))
  return (
    <tr>
      <td>
        <span className="pn">{line.name}</span> {line.code && <small className="t3">{line.code}</small>}
      </td>
      <td className="num nw">
        {number(line.unitQty)} {line.unit}
      </td>
      <td className="t2">{came.map(part => `${t(`goodsReturn.part.${part}`)} ${number(line[part])}`).join(' · ')}</td>
      <td>
        {line.decision && t(`goodsReturn.decision.${line.decision}`)}{' '}
        {line.decision && <small className="t3">{number(line.decidedQty)}</small>}
      </td>
      <td className="num">{!isZero(line.amount ?? '0') && <Money amount={line.amount} currency={currency} />}</td>
    </tr>
  )
}
