import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { reasonsOf } from './problems.ts'

export type BoardCard = { readonly key: string; readonly column: string }
/** The card it was dropped on, and on which half of it. */
export type BoardSpot = { readonly key: string; readonly side: 'above' | 'below' }
/** Answers what is to be said instead of where the card went: it was asked for, and has not moved. */
export type BoardMove<C> = (
  card: C,
  column: string,
  values: Record<string, unknown>,
  spot: BoardSpot | undefined,
) => Promise<string | undefined>

type Asking = { key: string; column: string; fields: readonly Field[]; spot: BoardSpot | undefined }

type Options<C> = {
  onMove: BoardMove<C>
  gate: ((card: C, column: string) => readonly Field[]) | undefined
  told: (card: C, column: string, reasons: readonly Reason[], instead?: string) => void
}

/** Where a card is shown meanwhile: moved at once, asked for what is missing, or sprung back with the reasons. */
export function useBoard<C extends BoardCard>({ onMove, gate, told }: Options<C>) {
  const [moved, setMoved] = useState<Readonly<Record<string, string>>>({})
  const [asking, setAsking] = useState<Asking>()
  const [refused, setRefused] = useState<{ key: string; reasons: readonly Reason[] }>()

  const placeOf = (card: C): string => (asking?.key === card.key ? asking.column : (moved[card.key] ?? card.column))

  const carry = async (card: C, column: string, values: Record<string, unknown>, spot?: BoardSpot) => {
    setAsking(undefined)
    setMoved(old => ({ ...old, [card.key]: column }))
    try {
      const instead = await onMove(card, column, values, spot)
      if (column !== card.column) told(card, column, [], instead)
    } catch (error) {
      const reasons = reasonsOf(error)
      setRefused({ key: card.key, reasons })
      told(card, column, reasons)
    }
    // the page's own data decides from here: the new place, or back where it was
    setMoved(({ [card.key]: _, ...rest }) => rest)
  }
  const move = (card: C, column: string, spot?: BoardSpot) => {
    setRefused(undefined)
    const fields = column === card.column ? [] : (gate?.(card, column) ?? [])
    if (spot?.key === card.key || (column === card.column && !spot)) return setAsking(undefined)
    if (fields.length === 0) return carry(card, column, {}, spot)
    return setAsking({ key: card.key, column, fields, spot })
  }
  const fill = (card: C, values: Record<string, unknown>) =>
    carry(card, asking?.column ?? card.column, values, asking?.spot)
  return {
    placeOf,
    move,
    fill,
    asking,
    refused,
    putBack: () => setAsking(undefined),
    calm: () => setRefused(undefined),
  }
}
