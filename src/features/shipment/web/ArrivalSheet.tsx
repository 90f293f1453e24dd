import { Input } from 'antd'
import { useState } from 'react'
import { isZero } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { SheetFoot } from '#ui/SheetFoot.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { onTheWay } from '../shipment.rules.ts'
import type { WholeShipment } from '../shipment.schema.ts'
import { shipmentText } from '../shipment.text.ts'
import { shipmentCalls, useRefresh } from './useShipmentCalls.ts'

type Part = 'delivered' | 'cameBack' | 'lost'
const parts: readonly Part[] = ['delivered', 'cameBack', 'lost']

type Props = {
  shipment: WholeShipment
  onClose: () => void
  /** All that is on the way begins as this. */
  all?: Part | undefined
}

/** What became of it part by part: arrived, came back, lost. */
export function ArrivalSheet({ shipment, onClose, all }: Props) {
  const t = useText(shipmentText)
  const refresh = useRefresh()
  const open = shipment.lines.filter(line => !isZero(onTheWay(line)))
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    all ? Object.fromEntries(open.map(line => [`${line.no} ${all}`, onTheWay(line)])) : {},
  )
  const [signedBy, setSignedBy] = useState('')
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const save = async () => {
    const lines = open.flatMap(({ no }) => {
      const values = parts.flatMap(part => {
        const value = typed[`${no} ${part}`]?.trim()
        return value && Number(value) !== 0 ? [[part, value]] : []
      })
      return values.length > 0 ? [{ no, ...Object.fromEntries(values) }] : []
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
    <Sheet open onClose={onClose} title={t('shipment.part')} width={560}>
      <div className="stack">
        {open.map(line => (
          <fieldset key={line.id} className="card">
            <div className="body">
              <b className="b">{line.name}</b>{' '}
              <span className="t3">{t('shipment.onTheWay', { qty: onTheWay(line) })}</span>
              <div className="row">
                {parts.map(part => (
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
        <div>
          <small className="t3">{t('shipment.signedBy')}</small>
          <Input
            aria-label={t('shipment.signedBy')}
            value={signedBy}
            onChange={event => setSignedBy(event.target.value)}
          />
        </div>
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        <SheetFoot label={t('shipment.save')} onGo={save} onClose={onClose} />
      </div>
    </Sheet>
  )
}
