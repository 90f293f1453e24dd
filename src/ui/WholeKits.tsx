import './WholeKits.css'
import { Input } from 'antd'
import { useId, useState } from 'react'
import { cmp, type Decimal } from '#kernel/money.ts'
import { filledFor, madeOf, mostOf, type OnPaper } from '#kernel/parts.ts'
import { useNumber } from './Money.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

type Props = {
  readonly name: string
  /** The kit's parts on this document; `parts`: how many there are of it. */
  readonly rows: readonly OnPaper[]
  readonly parts: number
  /** Absent: it is read. */
  readonly onFill?: ((qtys: ReadonlyMap<string, Decimal>) => void) | undefined
}

/** A kit goes by its parts, but is counted in whole ones: a number fills them all, and they say how many they make. */
export function WholeKits({ name, rows, parts, onFill }: Props) {
  const t = useText(uiText)
  const number = useNumber()
  const id = useId()
  const [typed, setTyped] = useState('')
  const most = mostOf(rows)
  const isCount = /^\d{1,9}$/.test(typed)
  const fill = (text: string) => {
    setTyped(text)
    if (/^\d{1,9}$/.test(text)) onFill?.(filledFor(text, rows))
  }
  const isWhole = new Set(rows.map(row => row.lineId)).size === parts
  return (
    <div className="wholekits">
      <b className="b grow">{name}</b>
      {onFill && (
        <label className="row tight" htmlFor={id}>
          <span className="t2 nw">{t('kits.fill')}</span>
          <Input
            id={id}
            className="num-in"
            inputMode="numeric"
            aria-label={t('kits.fillOf', { name })}
            value={typed}
            {...(typed !== '' && !isCount && { status: 'error' as const })}
            onChange={event => fill(event.target.value.trim())}
          />
        </label>
      )}
      <small className="t2" role="status">
        {isWhole ? t('kits.made', { count: number(madeOf(rows, parts)) }) : t('kits.notAll')}
        {isCount && cmp(typed, most) > 0 && <b className="warn"> {t('kits.most', { most: number(most) })}</b>}
      </small>
    </div>
  )
}
