import { table } from '#kernel/table.ts'
import type { CarrierState, TraceSource } from '../carrier.schema.ts'

export const carrierTraces = table('carrier_traces', {
  id: 'uuid',
  shipmentId: 'uuid',
  state: 'text',
  at: 'timestamptz',
  place: 'text?',
  text: 'text?',
  source: 'text',
  recordedAt: 'timestamptz',
  recordedBy: 'uuid?',
})
export type TraceRow = {
  readonly id: string
  readonly shipmentId: string
  readonly state: CarrierState
  readonly at: string
  readonly place: string | null
  readonly text: string | null
  readonly source: TraceSource
  readonly recordedAt: string
  readonly recordedBy: string | null
}
