import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { isZero } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Money, useNumber } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { SheetFoot } from '#ui/SheetFoot.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { cameOf } from '../return.rules.ts'
import { type Decision, decisions, type InspectBody, type ReturnLine, type WholeReturn } from '../return.schema.ts'
import { returnText } from '../return.text.ts'
import { returnCalls, useRefresh } from './useTicketCalls.ts'

type Wish = { readonly decision?: Decision; readonly qty?: string }
type Props = { readonly goodsReturn: WholeReturn; readonly onClose: () => void }

const bodyOf = (lines: readonly ReturnLine[], wishes: Readonly<Record<number, Wish>>): InspectBody['lines'] =>
  lines.flatMap(({ no }) => {
    const { decision, qty } = wishes[no] ?? {}
    return decision ? [{ no, decision, ...(qty?.trim() && { qty: qty.trim() }) }] : []
  })

/** What is done about each line; what it would be worth is said before it is done. */
export function DecideSheet({ goodsReturn, onClose }: Props) {
  const t = useText(returnText)
  const refresh = useRefresh()
  const [wishes, setWishes] = useState<Readonly<Record<number, Wish>>>({})
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const came = goodsReturn.lines.filter(line => !isZero(cameOf(line)))
  const { id, version } = goodsReturn
  const lines = bodyOf(came, wishes)
  const preview = useQuery({
    queryKey: ['goodsReturn', id, 'preview', lines],
    queryFn: () => returnCalls.preview({ id, lines }),
    enabled: lines.length > 0,
  })
  const save = async () => {
    try {
      await returnCalls.inspect({ id, version, lines })
      await refresh()
      onClose()
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  const money = (amount: string) => <Money amount={amount} currency={goodsReturn.currency} />
  const { data } = preview
  const told = reasons.length > 0 ? reasons : lines.length === came.length ? (data?.reasons ?? []) : []
  return (
    <Sheet open onClose={onClose} title={t('move.goodsReturn.inspect')} width={560}>
      <div className="stack">
        {came.map(line => (
          <DecidedLine
            key={line.id}
            line={line}
            wish={wishes[line.no] ?? {}}
            worth={money(data?.lines.find(one => one.no === line.no)?.amount ?? '0')}
            onWish={wish => {
              setReasons([])
              setWishes(old => ({ ...old, [line.no]: { ...old[line.no], ...wish } }))
            }}
          />
        ))}
        {data && !isZero(data.refund) && (
          <p className="row">
            <span className="grow t3">{t('goodsReturn.payBack')}</span>
            <b className="b">{money(Number(data.refundable) < Number(data.refund) ? data.refundable : data.refund)}</b>
          </p>
        )}
        {told.length > 0 && <Reasons reasons={told} />}
        <SheetFoot label={t('goodsReturn.decide')} onGo={save} onClose={onClose} />
      </div>
    </Sheet>
  )
}

type LineProps = {
  readonly line: ReturnLine
  readonly wish: Wish
  readonly worth: React.ReactNode
  readonly onWish: (wish: Wish) => void
}

function DecidedLine({ line, wish, worth, onWish }: LineProps) {
  const t = useText(returnText)
  const number = useNumber()
  const options = decisions.map(value => ({ value, label: t(`goodsReturn.decision.${value}`) }))
  return (
    <fieldset className="card">
      <div className="body">
        <b className="b">{line.name}</b>{' '}
        <span className="t3">
          {(['good', 'damaged', 'missing'] as const)
            .filter(part => !isZero(line[part]))
            .map(part => `${t(`goodsReturn.part.${part}`)} ${number(line[part])}`)
            .join(' · ')}
        </span>
        <div className="row">
          <Select
            aria-label={`${line.name} ${t('goodsReturn.decision')}`}
            size="large"
            className="grow"
            placeholder={t('goodsReturn.decision')}
            value={wish.decision ?? null}
            options={options}
            onChange={decision => decision && onWish({ decision })}
          />
          <Input
            size="large"
            className="num-in"
            style={{ width: '6em' }}
            inputMode="decimal"
            aria-label={t('goodsReturn.qtyOf', { name: line.name })}
            placeholder={number(cameOf(line))}
            value={wish.qty ?? ''}
            onChange={event => onWish({ qty: event.target.value })}
          />
        </div>
        {wish.decision && (
          <p className="row">
            <small className="t3 grow">{t(`goodsReturn.says.${wish.decision}`)}</small>
            <span>{worth}</span>
          </p>
        )}
      </div>
    </fieldset>
  )
}
