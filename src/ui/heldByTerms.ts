import type { MoveOffer } from '#kernel/flow.ts'

/** What would send or freeze the terms waits while somebody is still writing them: it would go out without. */
export function heldByTerms<Name extends string>(
  offers: readonly MoveOffer<Name>[],
  moves: readonly Name[],
  unsaved: boolean,
): readonly MoveOffer<Name>[] {
  if (!unsaved) return offers
  return offers.map(offer =>
    moves.includes(offer.move) ? { ...offer, ok: false, reasons: [...offer.reasons, { key: 'terms.unsaved' }] } : offer,
  )
}
