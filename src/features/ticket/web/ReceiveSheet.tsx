import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { warehouseApi } from '#features/stock/stock.api.ts'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import { useNumber } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { SheetFoot } from '#ui/SheetFoot.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { splitBy } from '../return.rules.ts'
import type { ReturnLine, WholeReturn } from '../return.schema.ts'
import { returnText } from '../return.text.ts'
import { returnCalls, useRefresh } from './useTicketCalls.ts'

const warehouses = client(warehouseApi, send)
type Part = 'damaged' | 'missing'
const parts: readonly Part[] = ['damaged', 'missing']
type Typed = Readonly<Record<string, string>>
const keyOf = (no: number, part: Part) => `${no} ${part}`
const isQty = (text: string) => /^\d{1,12}(\.\d{1,6})?$/.test(text)

function cameOf(line: ReturnLine, typed: Typed) {
  const values = parts.flatMap(part => {
    const value = typed[keyOf(line.no, part)]?.trim() ?? ''
    return isQty(value) ? [[part, value]] : []
  })
  return { no: line.no, ...Object.fromEntries(values) }
}

type Props = { readonly goodsReturn: WholeReturn; readonly onClose: () => void }

/** Counted by the warehouse, often on a phone: what is broken and what is missing is typed, the rest is good. */
export function ReceiveSheet({ goodsReturn, onClose }: Props) {
  const t = useText(returnText)
  const refresh = useRefresh()
  const places = useQuery({ queryKey: ['warehouse', 'list'], queryFn: () => warehouses.list({ limit: 200 }) })
  const [typed, setTyped] = useState<Typed>({})
  const [good, setGood] = useState<string>()
  const [damagedTo, setDamaged] = useState<string>()
  const usual = useQuery({ queryKey: ['returnSettings'], queryFn: () => returnCalls.settings({}) })
  const damaged = damagedTo ?? usual.data?.damagedWarehouseId ?? ''
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const active = places.data?.items.filter(one => one.state === 'active' && !one.customerId) ?? []
  const first = active.find(one => one.isDefault)?.id
  const save = async () => {
    const { id, version, lines } = goodsReturn
    const to = { warehouseId: good ?? first ?? null, damagedWarehouseId: damaged || null }
    try {
      await returnCalls.receive({ id, version, lines: lines.map(line => cameOf(line, typed)), ...to })
      await refresh()
      onClose()
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  const options = active.map(one => ({ value: one.id, label: one.name }))
  return (
    <Sheet open onClose={onClose} title={t('move.goodsReturn.receive')} width={560}>
      <div className="stack">
        {goodsReturn.lines.map(line => (
          <Counted
            key={line.id}
            line={line}
            typed={typed}
            onType={(part, value) => setTyped(old => ({ ...old, [keyOf(line.no, part)]: value }))}
          />
        ))}
        <div>
          <small className="t3">{t('goodsReturn.warehouse')}</small>
          <Select
            aria-label={t('goodsReturn.warehouse')}
            size="large"
            style={{ width: '100%' }}
            value={good ?? first ?? null}
            options={options}
            onChange={setGood}
          />
        </div>
        <div>
          <small className="t3">{t('goodsReturn.damagedTo')}</small>
          <Select
            aria-label={t('goodsReturn.damagedTo')}
            size="large"
            style={{ width: '100%' }}
            value={damaged}
            options={[{ value: '', label: t('goodsReturn.scrapped') }, ...options]}
            onChange={setDamaged}
          />
        </div>
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        <SheetFoot label={t('goodsReturn.receiveAll')} onGo={save} onClose={onClose} />
      </div>
    </Sheet>
  )
}

type CountedProps = {
  readonly line: ReturnLine
  readonly typed: Typed
  readonly onType: (part: Part, value: string) => void
}

function Counted({ line, typed, onType }: CountedProps) {
  const t = useText(returnText)
  const number = useNumber()
  const split = splitBy(line, [cameOf(line, typed)])
  return (
    <fieldset className="card">
      <div className="body">
        <b className="b">{line.name}</b>{' '}
        <span className="t3">{t('goodsReturn.expected', { qty: number(line.qty) })}</span>
        <div className="row">
          <div className="grow">
            <small className="t3">{t('goodsReturn.part.good')}</small>
            <Input
              size="large"
              className="num-in"
              readOnly
              aria-label={`${line.name} ${t('goodsReturn.part.good')}`}
              value={number(split.good)}
            />
          </div>
          {parts.map(part => (
            <div key={part} className="grow">
              <small className="t3">{t(`goodsReturn.part.${part}`)}</small>
              <Input
                size="large"
                className="num-in"
                inputMode="decimal"
                placeholder="0"
                aria-label={`${line.name} ${t(`goodsReturn.part.${part}`)}`}
                value={typed[keyOf(line.no, part)] ?? ''}
                onChange={event => onType(part, event.target.value)}
              />
            </div>
          ))}
        </div>
      </div>
    </fieldset>
  )
}
