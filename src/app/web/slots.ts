// Which parts of which features stand on every record page. Features add theirs here.
import type { Slots } from '#ui/slots.tsx'

export const slots: Slots = {}
