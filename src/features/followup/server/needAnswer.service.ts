// What a proposal says to a need answers it once the customer has the proposal; the hand-off then carries the answer.
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { tell } from '#meta/server/record.service.ts'
import { answerOpenNeed } from './need.sql.ts'

type Proposal = {
  readonly dealId: string
  readonly customerId: string
  readonly threadId: string | null
  readonly quoteId: string
  readonly answers: readonly { readonly needId: string; readonly answer: string }[]
}

/** Those still open: what somebody answered or dropped by hand stays as it is. Its deal is locked by whoever sends. */
export async function answerNeeds(tx: Tx, actor: Actor, { answers, quoteId, ...of }: Proposal): Promise<void> {
  const about = [
    { entity: 'deal', recordId: of.dealId },
    { entity: 'customer', recordId: of.customerId },
  ]
  for (const { needId, answer } of answers) {
    const need = await answerOpenNeed(tx, { id: needId, dealId: of.dealId, answer, quoteId, by: actor.userId })
    if (!need) continue
    tell(tx, {
      actor,
      entity: 'need',
      recordId: needId,
      kind: 'need.answered',
      from: 'open',
      to: 'answered',
      after: { text: need.text, answer },
      threads: [of.threadId],
      about,
      version: need.version,
    })
  }
}
