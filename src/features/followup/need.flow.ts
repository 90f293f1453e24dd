import type { Flow } from '#kernel/flow.ts'
import type { NeedState } from './followup.schema.ts'

export type NeedMove = 'answer' | 'drop' | 'reopen'

export const needFlow: Flow<NeedState, NeedMove, { state: NeedState }, 'followup.create'> = {
  answer: { from: ['open'],                to: 'answered', may: 'followup.create' },
  drop:   { from: ['open'],                to: 'dropped',  may: 'followup.create' },
  reopen: { from: ['answered', 'dropped'], to: 'open',     may: 'followup.create' },
}
