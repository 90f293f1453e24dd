import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { warehouseApi } from '#features/stock/stock.api.ts'
import { client } from '#kernel/api.ts'
import { isZero } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { SheetFoot } from '#ui/SheetFoot.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { onTheWay } from '../shipment.rules.ts'
import type { WholeShipment } from '../shipment.schema.ts'
import { shipmentText } from '../shipment.text.ts'
import { siteText } from '../site.text.ts'
import { shipmentCalls, useRefresh } from './useShipmentCalls.ts'

const warehouses = client(warehouseApi, send)

type Part = 'delivered' | 'cameBack' | 'lost'
const parts: readonly Part[] = ['delivered', 'cameBack', 'lost']

type Props = {
  shipment: WholeShipment
  onClose: () => void
  /** All that is on the way begins as this. */
  all?: Part | undefined
}

/** What becomes of goods at a site without being settled. */
const gone: readonly Part[] = ['cameBack', 'lost']

/** What became of it part by part: arrived, came back, lost. */
export function ArrivalSheet({ shipment, onClose, all }: Props) {
  const t = useText(shipmentText)
  const site = useText(siteText)
  const refresh = useRefresh()
  const isSite = shipment.siteId !== null
  const shown = isSite ? gone : parts
  const [warehouseId, setWarehouse] = useState<string>()
  const open = shipment.lines.filter(line => !isZero(onTheWay(line)))
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    all ? Object.fromEntries(open.map(line => [`${line.no} ${all}`, onTheWay(line)])) : {},
  )
  const [signedBy, setSignedBy] = useState('')
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const save = async () => {
    const lines = open.flatMap(({ no }) => {
      const values = shown.flatMap(part => {
        const value = typed[`${no} ${part}`]?.trim()
        return value && Number(value) !== 0 ? [[part, value]] : []
      })
      return values.length > 0 ? [{ no, ...(warehouseId && { warehouseId }), ...Object.fromEntries(values) }] : []
    })
    try {
      const { id, version } = shipment
      await shipmentCalls.arrive({ id, version, lines, ...(signedBy.trim() && { signedBy }) })
      await refresh()
      onClose()
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  return (
    <Sheet open onClose={onClose} title={isSite ? site('shipment.site.back') : t('shipment.part')} width={560}>
      <div className="stack">
        {open.map(line => (
          <fieldset key={line.id} className="card">
            <div className="body">
              <b className="b">{line.name}</b>{' '}
              <span className="t3">
                {isSite
                  ? site('shipment.site.lies', { qty: onTheWay(line) })
                  : t('shipment.onTheWay', { qty: onTheWay(line) })}
              </span>
              <div className="row">
                {shown.map(part => (
                  <div key={part} className="grow">
                    <small className="t3">{t(`shipment.became.${part}`)}</small>
                    <Input
                      aria-label={`${line.name} ${t(`shipment.became.${part}`)}`}
                      className="num-in"
                      inputMode="decimal"
                      value={typed[`${line.no} ${part}`] ?? ''}
                      onChange={event => setTyped(old => ({ ...old, [`${line.no} ${part}`]: event.target.value }))}
                    />
                  </div>
                ))}
              </div>
            </div>
          </fieldset>
        ))}
        {isSite ? (
          <Into value={warehouseId} onPick={setWarehouse} />
        ) : (
          <SignedBy value={signedBy} onSay={setSignedBy} />
        )}
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        <SheetFoot label={t('shipment.save')} onGo={save} onClose={onClose} />
      </div>
    </Sheet>
  )
}

function SignedBy({ value, onSay }: { value: string; onSay: (name: string) => void }) {
  const t = useText(shipmentText)
  return (
    <div>
      <small className="t3">{t('shipment.signedBy')}</small>
      <Input aria-label={t('shipment.signedBy')} value={value} onChange={event => onSay(event.target.value)} />
    </div>
  )
}

/** Goods from a site may come home to another warehouse than the one they left. */
function Into({ value, onPick }: { value: string | undefined; onPick: (id: string | undefined) => void }) {
  const t = useText(siteText)
  const places = useQuery({ queryKey: ['warehouse', 'list'], queryFn: () => warehouses.list({ limit: 200 }) })
  const own = places.data?.items.filter(one => one.state === 'active' && !one.customerId) ?? []
  return (
    <div>
      <small className="t3">{t('shipment.site.into')}</small>
      <Select
        aria-label={t('shipment.site.into')}
        style={{ width: '100%' }}
        value={value ?? ''}
        options={[
          { value: '', label: t('shipment.site.asItLeft') },
          ...own.map(one => ({ value: one.id, label: one.name })),
        ]}
        onChange={id => onPick(id || undefined)}
      />
    </div>
  )
}
