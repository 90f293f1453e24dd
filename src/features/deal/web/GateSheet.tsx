import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { AskForm } from '#ui/MoveAsk.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Stage } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'

type Props = {
  readonly stage: Stage
  readonly fields: readonly Field[]
  readonly onGo: (values: Record<string, unknown>) => Promise<void>
  readonly onClose: () => void
}

/** What a stage still wants, asked on the deal's own page. */
export function GateSheet({ stage, fields, onGo, onClose }: Props) {
  const t = useText(dealText)
  const label = useLabel()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const go = async (values: Record<string, unknown>) => {
    try {
      await onGo(values)
      onClose()
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return (
    <Sheet open onClose={onClose} title={label(stage.label)}>
      <div className="stack">
        {stage.criteria && (
          <p className="t2">
            {t('deal.criteria')}: {stage.criteria}
          </p>
        )}
        {refused.length > 0 && <Reasons reasons={refused} />}
        <AskForm fields={fields} onGo={go} onClose={onClose} go={t('move.deal.advance')} stacked />
      </div>
    </Sheet>
  )
}
