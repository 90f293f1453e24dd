import { isDecimal, isZero, sub } from '#kernel/money.ts'
import { Tag } from '#ui/Marks.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import type { ChangeLine } from '../change.schema.ts'
import { changePageText } from '../changePage.text.ts'
import { FromTo } from './FromTo.tsx'
import './Change.css'

const same = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && isDecimal(a) && isDecimal(b) && isZero(sub(a, b)))

/** Percent, or an amount. */
export function useReduced() {
  const number = useNumber()
  return (kind: string | null, value: string | null) =>
    value === null ? null : kind === 'amount' ? <Money amount={value} /> : `${number(value)}%`
}

/** Before and after, line by line; what stays as it is is not there. */
export function ChangeLines({ lines }: { lines: readonly ChangeLine[] }) {
  const t = useText(changePageText)
  const moved = lines.filter(line => line.how !== 'same')
  if (moved.length === 0) return <p className="t3">{t('change.nothing')}</p>
  const isMoney = moved.some(line => line.priceAfter != null || line.priceBefore != null)
  const isReduced = moved.some(line => line.discountValueBefore != null || line.discountValueAfter != null)
  const dated = moved.some(line => line.promisedDateAfter !== line.promisedDateBefore)
  return (
    <div className="scroll chgscroll">
      <table className="tbl chg">
        <thead>
          <tr>
            <th>{t('change.line')}</th>
            <th className="num">{t('change.qty')}</th>
            {isMoney && <th className="num">{t('change.price')}</th>}
            {isReduced && <th className="num">{t('change.discount')}</th>}
            {isMoney && <th className="num">{t('change.amount')}</th>}
            {dated && <th className="num">{t('change.date')}</th>}
          </tr>
        </thead>
        <tbody>
          {moved.map(line => (
            <Line key={line.id} line={line} shows={{ isMoney, isReduced, dated }} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Shows = { readonly isMoney: boolean; readonly isReduced: boolean; readonly dated: boolean }
type LineProps = { readonly line: ChangeLine; readonly shows: Shows }

function Line({ line, shows: { isMoney, isReduced, dated } }: LineProps) {
  const t = useText(changePageText)
  const number = useNumber()
  const qty = (value: string | null) => (value === null ? null : number(value))
  const reduced = useReduced()
  const money = (value: string | null) => (value === null ? null : <Money amount={value} />)
  const { discountKindBefore, discountValueBefore, discountKindAfter, discountValueAfter } = line
  return (
    <tr className={line.how}>
      <td>
        <span className="pn">{line.name}</span> {line.code && <small className="t3 nw">{line.code}</small>}{' '}
        {line.how === 'added' && <Tag tone="ok">{t('change.added')}</Tag>}
        {line.how === 'gone' && <Tag tone="late">{t('change.gone')}</Tag>}
      </td>
      <td className="num" data-title={t('change.qty')}>
        <FromTo
          from={qty(line.unitQtyBefore)}
          to={`${number(line.unitQtyAfter ?? '0')} ${line.unit}`}
          same={same(line.unitQtyBefore, line.unitQtyAfter)}
        />
      </td>
      {isMoney && (
        <td className="num" data-title={t('change.price')}>
          <FromTo
            from={money(line.priceBefore)}
            to={money(line.priceAfter)}
            same={same(line.priceBefore, line.priceAfter)}
          />
        </td>
      )}
      {isReduced && (
        <td className="num" data-title={t('change.discount')}>
          <FromTo
            from={reduced(discountKindBefore, discountValueBefore)}
            to={reduced(discountKindAfter, discountValueAfter)}
            same={discountKindBefore === discountKindAfter && same(discountValueBefore, discountValueAfter)}
          />
        </td>
      )}
      {isMoney && (
        <td className="num" data-title={t('change.amount')}>
          <FromTo
            from={money(line.grossBefore)}
            to={money(line.grossAfter)}
            same={same(line.grossBefore, line.grossAfter)}
          />
        </td>
      )}
      {dated && (
        <td className="num" data-title={t('change.date')}>
          <FromTo
            from={line.promisedDateBefore && <Day day={line.promisedDateBefore} />}
            to={line.promisedDateAfter && <Day day={line.promisedDateAfter} />}
            same={line.promisedDateBefore === line.promisedDateAfter}
          />
        </td>
      )}
    </tr>
  )
}
