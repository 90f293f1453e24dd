import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { keptOf, piecesOf, type Sketch, sketchOf, type Typed, withGone } from '../pieces.rules.ts'
import { consignText } from '../screen.text.ts'
import type { WholeSettlement } from '../settlement.schema.ts'
import { settlementCalls, useLying, useRefresh } from './useConsignmentCalls.ts'

export type Writing = {
  /** Nothing until it is known what lies there. */
  readonly sketch: Sketch | undefined
  readonly typed: Typed
  readonly isTyped: boolean
  readonly busy: boolean
  readonly reasons: readonly Reason[]
  onType(typed: Typed): void
  /** Answers the version that holds then. */
  save(): Promise<number>
  saveOnly(): Promise<void>
}
type How = { readonly isOpen: boolean; readonly onWriting: (isWriting: boolean) => void }

const nothing: Typed = {}

/** A draft while it is typed: what its lines are, over all that lies at its site. */
export function useWriting(settlement: WholeSettlement, { isOpen, onWriting }: How): Writing {
  const t = useText(consignText)
  const tell = useToast()
  const refresh = useRefresh()
  const [typed, setTyped] = useState(nothing)
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const { id, version, siteId, lines } = settlement
  const lying = useLying({ siteId }, isOpen)
  const isTyped = Object.keys(typed).length > 0
  const sketch = lying.data && sketchOf(piecesOf(withGone(lying.data, settlement)), typed, keptOf(lines))
  const save = async (): Promise<number> => {
    if (!isTyped || !sketch) return version
    const saved = await settlementCalls.edit({ id, version, lines: [...sketch.lines] })
    onWriting(false)
    return saved.version
  }
  const saveOnly = async () => {
    setBusy(true)
    setReasons([])
    try {
      await save()
      tell(t('consign.saved'))
      await refresh()
    } catch (error) {
      setReasons(reasonsOf(error))
    }
    setBusy(false)
  }
  const onType = (next: Typed) => {
    setTyped(next)
    onWriting(true)
  }
  return { sketch, typed, isTyped, busy, reasons, onType, save, saveOnly }
}
