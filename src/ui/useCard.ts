import { useState } from 'react'
import type { Upload } from '#kernel/api.ts'
import { cardText } from './card.text.ts'
import { reasonsOf } from './problems.ts'
import { useToast } from './Toast.tsx'
import { uploadOf } from './uploadOf.ts'
import { useReason, useText } from './useText.tsx'

/** A card waits until there is a record to keep it with; where that fails, the record stays and it is said. */
export function useCard() {
  const t = useText(cardText)
  const say = useReason()
  const tell = useToast()
  const [card, setCard] = useState<File>()
  const keep = async (add: (file: Upload) => Promise<unknown>) => {
    if (!card) return
    try {
      await add(await uploadOf(card))
    } catch (error) {
      tell(t('card.failed', { why: reasonsOf(error).map(say).join(' ') }), 'late')
    }
    setCard(undefined)
  }
  return { card, setCard, keep }
}
