import type { Static } from 'typebox'
import { DecimalText, Id, shape } from '#kernel/api.ts'

/** Of one base unit of the kit, in the part's base unit. */
export const KitPartInput = shape({ productId: Id, qty: DecimalText })
export type KitPartInput = Static<typeof KitPartInput>
