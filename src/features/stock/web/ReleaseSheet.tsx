import { Checkbox } from 'antd'
import { useState } from 'react'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { useNumber } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { stockText } from '../stock.text.ts'

export type HeldLine = {
  readonly id: string
  readonly orderLineId: string
  readonly holder: string
  readonly open: string
}

/** Who holds what a posting would take away, as the refusal says it. */
export function heldIn(error: unknown): readonly HeldLine[] {
  if (!(error instanceof Refusal) || !Array.isArray(error.facts?.holds)) return []
  return error.facts.holds as HeldLine[] // written by the server's posting in this shape
}

type Props = {
  holds: readonly HeldLine[]
  onClose: () => void
  onRelease: (orderLineIds: string[]) => Promise<unknown>
}

/** A person names which reservations give way; nothing is chosen beforehand. */
export function ReleaseSheet({ holds, onClose, onRelease }: Props) {
  const t = useText(stockText)
  const number = useNumber()
  const [picked, setPicked] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const toggle = (id: string) => setPicked(picked.includes(id) ? picked.filter(one => one !== id) : [...picked, id])
  const release = () => {
    setBusy(true)
    onRelease([...picked])
      .catch((error: unknown) => setReasons(reasonsOf(error)))
      .finally(() => setBusy(false))
  }
  const foot = (
    <Button kind="primary" disabled={picked.length === 0} busy={busy} onClick={release}>
      {t('stock.release')}
    </Button>
  )
  return (
    <Sheet open onClose={onClose} title={t('stock.holds')} footer={foot}>
      <div className="stack">
        <p className="t2">{t('stock.releaseSay')}</p>
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        {holds.map(hold => (
          <Checkbox key={hold.id} checked={picked.includes(hold.orderLineId)} onChange={() => toggle(hold.orderLineId)}>
            {hold.holder} · {number(hold.open)}
          </Checkbox>
        ))}
      </div>
    </Sheet>
  )
}
