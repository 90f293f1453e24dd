// Of goods that come: made or bought, or given back.
import type { Break } from './breaks.ts'
import { supplyBreaks } from './supplyBreaks.ts'
import { ticketBreaks } from './ticketBreaks.ts'

export const goodsBreaks: readonly Break[] = [...supplyBreaks, ...ticketBreaks]
