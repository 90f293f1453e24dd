import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { reasonsOf } from './problems.ts'

export type BoardCard = { readonly key: string; readonly column: string }
export type BoardMove<C> = (card: C, column: string, values: Record<string, unknown>) => Promise<unknown>

type Options<C> = {
  onMove: BoardMove<C>
  gate: ((card: C, column: string) => readonly Field[]) | undefined
  told: (card: C, column: string, reasons: readonly Reason[]) => void
}

/** Where a card is shown meanwhile: moved at once, asked for what is missing, or sprung back with the reasons. */
export function useBoard<C extends BoardCard>({ onMove, gate, told }: Options<C>) {
  const [moved, setMoved] = useState<Readonly<Record<string, string>>>({})
  const [asking, setAsking] = useState<{ key: string; column: string; fields: readonly Field[] }>()
  const [refused, setRefused] = useState<{ key: string; reasons: readonly Reason[] }>()

  const placeOf = (card: C): string => (asking?.key === card.key ? asking.column : (moved[card.key] ?? card.column))
  const forget = (key: string) => setMoved(({ [key]: _, ...rest }) => rest)

  const carry = async (card: C, column: string, values: Record<string, unknown>) => {
    setAsking(undefined)
    setMoved(old => ({ ...old, [card.key]: column }))
    try {
      await onMove(card, column, values)
      told(card, column, [])
    } catch (error) {
      const reasons = reasonsOf(error)
      setRefused({ key: card.key, reasons })
      told(card, column, reasons)
    } finally {
      // the page's own data decides from here: the new place, or back where it was
      forget(card.key)
    }
  }
  const move = (card: C, column: string) => {
    setRefused(undefined)
    if (column === card.column) return setAsking(undefined)
    const fields = gate?.(card, column) ?? []
    return fields.length > 0 ? setAsking({ key: card.key, column, fields }) : carry(card, column, {})
  }
  return {
    placeOf,
    move,
    carry,
    asking,
    refused,
    putBack: () => setAsking(undefined),
    calm: () => setRefused(undefined),
  }
}
