import './Pack.css'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { sub } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import { Meter } from '#ui/Marks.tsx'
import { useNumber } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useReason, useText } from '#ui/useText.tsx'
import { type Check, isChecked, unchecked } from '../pack.rules.ts'
import type { ShipmentLine, WholeShipment } from '../shipment.schema.ts'
import { shipmentText } from '../shipment.text.ts'
import { shipmentCalls } from './useShipmentCalls.ts'
import { useSound } from './useSound.ts'

/** Packing, checked by scan: a scanner types the code and presses Enter; every scan counts one. */
export function PackPart({ shipment }: { shipment: WholeShipment }) {
  const t = useText(shipmentText)
  const { count, last, refused } = useCounting(shipment)
  const { lines } = shipment
  const done = lines.length - unchecked(lines).length
  return (
    <section className="card pack">
      <header>
        <h2>{t('shipment.pack')}</h2>
        <span className="t3">{t('shipment.pack.lines', { done, count: lines.length })}</span>
        <Meter share={lines.length === 0 ? 0 : Math.floor((done * 100) / lines.length)} tone="ok" />
      </header>
      <div className="body stack">
        <ScanField onScan={code => count({ code })} />
        <Verdict lines={lines} last={last} refused={refused} />
        <ul className="plain">
          {lines.map(line => (
            <PackLine key={line.id} line={line} onCount={by => count({ no: line.no, by })} />
          ))}
        </ul>
      </div>
    </section>
  )
}

/** A scanner is faster than the line: what it reads is sent one after the other. */
function useCounting({ id }: WholeShipment) {
  const queries = useQueryClient()
  const sound = useSound()
  const before = useRef<Promise<unknown>>(Promise.resolve())
  const [last, setLast] = useState<number>()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const send = async (check: Check) => {
    try {
      const old = queries.getQueryData<WholeShipment>(['shipment', id])
      const next = await shipmentCalls.check({ id, ...check })
      queries.setQueryData(['shipment', id], next)
      const moved = next.lines.find(line => old?.lines.find(one => one.no === line.no)?.checked !== line.checked)
      setLast(moved?.no)
      setRefused([])
      sound('counted')
      if (unchecked(next.lines).length === 0) await queries.invalidateQueries({ queryKey: ['shipment'] })
    } catch (error) {
      setRefused(reasonsOf(error))
      sound('refused')
    }
  }
  const count = (check: Check) => {
    before.current = before.current.then(() => send(check))
  }
  return { count, last, refused }
}

function ScanField({ onScan }: { onScan: (code: string) => void }) {
  const t = useText(shipmentText)
  const [code, setCode] = useState('')
  const scan = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim()) onScan(code.trim())
    setCode('')
  }
  return (
    <form className="scan" onSubmit={scan}>
      <Icon name="search" />
      <input
        aria-label={t('shipment.pack.scan')}
        placeholder={t('shipment.pack.scan')}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="go"
        value={code}
        onChange={event => setCode(event.target.value)}
      />
      <Button size="lg" type="submit" icon="check" aria-label={t('shipment.pack.scan')} />
    </form>
  )
}

type VerdictProps = { lines: readonly ShipmentLine[]; last: number | undefined; refused: readonly Reason[] }

/** What became of the last scan, large enough to be seen from where the boxes stand. */
function Verdict({ lines, last, refused }: VerdictProps) {
  const t = useText(shipmentText)
  const say = useReason()
  const number = useNumber()
  const line = lines.find(one => one.no === last)
  if (refused.length > 0)
    return (
      <p className="verdict bad" role="alert">
        <Icon name="warn" />
        {refused.map(say).join(' ')}
      </p>
    )
  if (unchecked(lines).length === 0)
    return (
      <p className="verdict ok" role="status">
        <Icon name="check" />
        {t('shipment.pack.all')}
      </p>
    )
  if (!line) return null
  const { name, unit } = line
  return (
    <p className="verdict" role="status">
      {t('shipment.pack.counted', { name, checked: number(line.checked), qty: number(line.unitQty), unit })}
    </p>
  )
}

function PackLine({ line, onCount }: { line: ShipmentLine; onCount: (by: string) => void }) {
  const t = useText(shipmentText)
  const number = useNumber()
  const { name, code, spec, batch, unit } = line
  const isDone = isChecked(line)
  const left = sub(line.unitQty, line.checked)
  return (
    <li className={isDone ? 'packline done' : 'packline'}>
      <span className="grow">
        <b className="b cut">{name}</b>
        <small className="t3 cut">{[code, spec, batch, line.warehouseName].filter(Boolean).join(' · ')}</small>
      </span>
      <span className="nw count">
        {isDone && <Icon name="check" />}
        {t('shipment.pack.share', { checked: number(line.checked), qty: number(line.unitQty) })} {unit}
      </span>
      <button
        type="button"
        className="step"
        aria-label={t('shipment.pack.less', { name })}
        onClick={() => onCount('-1')}
      >
        −
      </button>
      <button
        type="button"
        className="step"
        aria-label={t('shipment.pack.more', { name })}
        disabled={isDone}
        onClick={() => onCount('1')}
      >
        +
      </button>
      <button
        type="button"
        className="step"
        aria-label={t('shipment.pack.rest', { name })}
        disabled={isDone}
        onClick={() => onCount(left)}
      >
        <Icon name="check" />
      </button>
    </li>
  )
}
