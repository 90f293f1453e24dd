// The order of the work, the same everywhere: billing stands before collection.
export const steps = [
  'lead',
  'deal',
  'quote',
  'contract',
  'handoff',
  'order',
  'supply',
  'shipment',
  'invoice',
  'collection',
  'ticket',
] as const
export type Step = (typeof steps)[number]

/** Which half of the relay a step belongs to; the hand-off is the seam where both lanes run side by side. */
export function halfOf(step: Step): 'w' | 'seam' | 'c' {
  const at = steps.indexOf(step)
  return at < 4 ? 'w' : at === 4 ? 'seam' : 'c'
}
