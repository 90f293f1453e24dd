import type { Flow } from '#kernel/flow.ts'
import type { PromiseState } from './followup.schema.ts'

export type PromiseMove = 'keep' | 'break' | 'reopen'

export const promiseFlow: Flow<PromiseState, PromiseMove, { state: PromiseState }, 'followup.create'> = {
  keep:   { from: ['open'],           to: 'kept',   may: 'followup.create' },
  break:  { from: ['open'],           to: 'broken', may: 'followup.create' },
  reopen: { from: ['kept', 'broken'], to: 'open',   may: 'followup.create' },
}
