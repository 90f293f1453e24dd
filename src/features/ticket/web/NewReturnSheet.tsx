import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { Fragment, useState } from 'react'
import { isDecimal, signOf } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Empty } from '#ui/Empty.tsx'
import { useGo } from '#ui/Link.tsx'
import { useNumber } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { SheetFoot } from '#ui/SheetFoot.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { WholeKits } from '#ui/WholeKits.tsx'
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
  const [typed, setTyped] = useState<Typed>({})
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
          <Fragment key={line.orderLineId}>
            <KitRow
              line={line}
              lines={open.data}
              typed={typed}
              onFill={qtys => setTyped(old => ({ ...old, ...qtys }))}
            />
            <Asked
              line={line}
              value={typed[line.orderLineId] ?? ''}
              onType={value => setTyped(old => ({ ...old, [line.orderLineId]: value }))}
            />
          </Fragment>
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

type Typed = Readonly<Record<string, string>>
type KitRowProps = {
  readonly line: ReturnableLine
  readonly lines: readonly ReturnableLine[]
  readonly typed: Typed
  readonly onFill: (qtys: Typed) => void
}

/** Above the first of a kit's parts. */
function KitRow({ line: { kit, orderLineId }, lines, typed, onFill }: KitRowProps) {
  const parts = lines.filter(one => kit && one.kit?.lineId === kit.lineId)
  if (!kit || parts[0]?.orderLineId !== orderLineId) return null
  const rows = parts.map(one => {
    const qty = (typed[one.orderLineId] ?? '').trim()
    return {
      key: one.orderLineId,
      lineId: one.orderLineId,
      perKit: one.kit?.perKit ?? '1',
      qty: isDecimal(qty) && signOf(qty) > 0 ? qty : '0',
      most: one.qty,
    }
  })
  return <WholeKits name={kit.name} rows={rows} parts={kit.parts} onFill={qtys => onFill(Object.fromEntries(qtys))} />
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
        {line.kit && <small className="t3">{t('goodsReturn.ofKit', { name: line.kit.name })} </small>}
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
