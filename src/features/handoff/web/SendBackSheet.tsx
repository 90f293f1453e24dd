import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Handoff } from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { handoffCalls } from './useHandoffCalls.ts'

type Props = { readonly packet: Handoff; readonly onDone: () => Promise<void>; readonly onClose: () => void }

/** What is wrong, said at the item it is about, or of the whole. */
export function SendBackSheet({ packet, onDone, onClose }: Props) {
  const t = useText(handoffText)
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({})
  const [whole, setWhole] = useState('')
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const { id, version, items } = packet
  const objections = items.flatMap(({ key }) => {
    const reason = said[key]?.trim()
    return reason ? [{ key, reason }] : []
  })
  const isSaid = whole.trim() !== '' || objections.length > 0
  const sendBack = async () => {
    setBusy(true)
    try {
      await handoffCalls.sendBack({ id, version, ...(whole.trim() && { reason: whole.trim() }), objections })
      await onDone()
      onClose()
    } catch (error) {
      setRefused(reasonsOf(error))
      setBusy(false)
    }
  }
  return (
    <Sheet open onClose={onClose} title={t('packet.sendBack')}>
      <form
        className="checkitems"
        onSubmit={event => {
          event.preventDefault()
          void sendBack()
        }}
      >
        <p className="t2">{t('packet.sayWhy')}</p>
        {items.map(({ key, label }) => (
          <FieldRow
            key={key}
            field={{ key, label, kind: 'text', maxLength: 500 }}
            value={said[key] ?? ''}
            onChange={value => setSaid(old => ({ ...old, [key]: value === null ? '' : String(value) }))}
          />
        ))}
        <FieldRow
          field={{ key: 'reason', label: handoffText['packet.all'], kind: 'longText', maxLength: 2000 }}
          value={whole}
          onChange={value => setWhole(value === null ? '' : String(value))}
        />
        {refused.length > 0 && <Reasons reasons={refused} />}
        <div className="row">
          <Button kind="primary" type="submit" busy={busy} disabled={!isSaid}>
            {t('packet.sendBack')}
          </Button>
          <Button kind="text" onClick={onClose}>
            {t('packet.cancel')}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
