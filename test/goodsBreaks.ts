// Of goods that come, made or bought, that lie at customers' or are given back.
import type { Break } from './breaks.ts'
import { consignmentBreaks } from './consignmentBreaks.ts'
import { supplyBreaks } from './supplyBreaks.ts'
import { ticketBreaks } from './ticketBreaks.ts'

export const goodsBreaks: readonly Break[] = [...supplyBreaks, ...consignmentBreaks, ...ticketBreaks]
