import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Empty } from '#ui/Empty.tsx'
import { useGo } from '#ui/Link.tsx'
import { useNumber } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { SheetFoot } from '#ui/SheetFoot.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { returnEntity } from '../return.entity.ts'
import type { NewReturn, ReturnableLine } from '../return.schema.ts'
import { returnText } from '../return.text.ts'
import { returnCalls, useRefresh } from './useTicketCalls.ts'

type Props = { readonly orderId: string; readonly ticketId?: string; readonly onClose: () => void }

const reasonField = returnEntity.fields.find(field => field.key === 'reason')
type Why = NonNullable<NewReturn['reason']>

/** Of what has arrived: how much is to come back, and why. */
export function NewReturnSheet({ orderId, ticketId, onClose }: Props) {
  const t = useText(returnText)
  const label = useLabel()
  const go = useGo()
  const refresh = useRefresh()
  const open = useQuery({
    queryKey: ['goodsReturn', 'returnable', orderId],
    queryFn: () => returnCalls.returnable({ id: orderId }),
  })
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [why, setWhy] = useState<Why>('quality')
  const [note, setNote] = useState('')
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const save = async () => {
    const lines = (open.data ?? []).flatMap(line => {
      const qty = typed[line.orderLineId]?.trim()
      if (!qty || Number(qty) === 0) return []
      return [{ orderLineId: line.orderLineId, ...(line.unitQty === null ? { qty } : { unitQty: qty }) }]
    })
    try {
      const wish = { orderId, reason: why, lines, ...(note.trim() && { note }), ...(ticketId && { ticketId }) }
      const { id } = await returnCalls.create(wish)
      await refresh()
      go(`/goods-returns/${id}`)
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  const options = (reasonField?.choices ?? []).map(one => ({ value: one.value as Why, label: label(one.label) })) // the field's own choices are the shape's
  // nothing can be asked back: no form that could only be refused
  if (open.data?.length === 0)
    return (
      <Sheet open onClose={onClose} title={t('goodsReturn.new')} width={560}>
        <Empty title={t('goodsReturn.nothingToReturn')} say={t('goodsReturn.nothingSay')} />
      </Sheet>
    )
  return (
    <Sheet open onClose={onClose} title={t('goodsReturn.new')} width={560}>
      <div className="stack">
        {open.data?.map(line => (
          <Asked
            key={line.orderLineId}
            line={line}
            value={typed[line.orderLineId] ?? ''}
            onType={value => setTyped(old => ({ ...old, [line.orderLineId]: value }))}
          />
        ))}
        <div>
          <small className="t3">{t('goodsReturn.reason')}</small>
          <Select
            aria-label={t('goodsReturn.reason')}
            size="large"
            style={{ width: '100%' }}
            value={why}
            options={options}
            onChange={setWhy}
          />
        </div>
        <div>
          <small className="t3">{t('goodsReturn.note')}</small>
          <Input.TextArea
            aria-label={t('goodsReturn.note')}
            autoSize={{ minRows: 2 }}
            value={note}
            onChange={event => setNote(event.target.value)}
          />
        </div>
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        <SheetFoot label={t('goodsReturn.ask')} onGo={save} onClose={onClose} />
      </div>
    </Sheet>
  )
}

type AskedProps = {
  readonly line: ReturnableLine
  readonly value: string
  readonly onType: (value: string) => void
}

function Asked({ line, value, onType }: AskedProps) {
  const t = useText(returnText)
  const number = useNumber()
  return (
    <div className="row">
      <span className="grow">
        <b className="b">{line.name}</b>{' '}
        {line.kitName && <small className="t3">{t('goodsReturn.ofKit', { name: line.kitName })} </small>}
        <small className="t3">
          {t('goodsReturn.mayComeBack', { qty: number(line.unitQty ?? line.qty), unit: line.unit })}
        </small>
      </span>
      <Input
        size="large"
        className="num-in"
        style={{ width: '6em' }}
        inputMode="decimal"
        placeholder="0"
        aria-label={t('goodsReturn.qtyOf', { name: line.name })}
        value={value}
        onChange={event => onType(event.target.value)}
      />
    </div>
  )
}
