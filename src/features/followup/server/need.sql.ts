// Every statement about needs and promises.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Need, Promised } from '../followup.schema.ts'
import { type NeedRow, needs, type PromiseRow, promises } from './need.table.ts'

const needCols =
  't.id, t.version, t.deal_id, t.lead_id, t.customer_id, t.followup_id, t.text, t.importance, t.state, t.answer, t.quote_id, t.created_at'
const promiseCols =
  't.id, t.version, t.deal_id, t.lead_id, t.customer_id, t.followup_id, t.what, t.to_whom, t.by_when, t.kind, t.state, t.note, t.created_at'
const parentColumn = { deal: 't.deal_id', lead: 't.lead_id', customer: 't.customer_id' } as const
export type NeedParent = keyof typeof parentColumn
const parents: readonly NeedParent[] = ['deal', 'lead', 'customer']

const needsBy = Object.fromEntries(
  parents.map(parent => [
    parent,
    stmt(
      `need.of.${parent}`,
      `select ${needCols} from needs t where t.org_id = $1 and ${parentColumn[parent]} = $2 order by t.state <> 'open', t.importance desc, t.created_at, t.id limit 200`,
    ),
  ]),
)
const promisesBy = Object.fromEntries(
  parents.map(parent => [
    parent,
    stmt(
      `promise.of.${parent}`,
      `select ${promiseCols} from promises t where t.org_id = $1 and ${parentColumn[parent]} = $2 order by t.state <> 'open', t.by_when nulls last, t.created_at, t.id limit 200`,
    ),
  ]),
)

export async function selectNeeds(db: Db, parent: NeedParent, id: string): Promise<Need[]> {
  const statement = needsBy[parent]
  return statement ? db.query<Need>(statement(db.orgId, id)) : []
}
export async function selectPromises(db: Db, parent: NeedParent, id: string): Promise<Promised[]> {
  const statement = promisesBy[parent]
  return statement ? db.query<Promised>(statement(db.orgId, id)) : []
}

const lockNeed = stmt(
  'need.lock',
  `select ${needs.select('t')} from needs t where t.org_id = $1 and t.id = $2 for no key update`,
)
const lockPromise = stmt(
  'promise.lock',
  `select ${promises.select('t')} from promises t where t.org_id = $1 and t.id = $2 for no key update`,
)

export async function lockNeedRow(tx: Tx, id: string): Promise<NeedRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<NeedRow>(lockNeed(tx.orgId, id))
}
export async function lockPromiseRow(tx: Tx, id: string): Promise<PromiseRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<PromiseRow>(lockPromise(tx.orgId, id))
}

// judged by the update itself: whoever drops the need at this moment comes before or after it
const answerOpen = stmt(
  'need.answerOpen',
  `update needs set state = 'answered', answer = $4, quote_id = $5, version = version + 1, updated_at = $6, updated_by = $7
   where org_id = $1 and id = $2 and deal_id = $3 and state = 'open' returning text, version`,
)
type Answered = {
  readonly id: string
  readonly dealId: string
  readonly answer: string
  readonly quoteId: string
  readonly by: string
}
export const answerOpenNeed = (
  tx: Tx,
  { id, dealId, answer, quoteId, by }: Answered,
): Promise<{ readonly text: string; readonly version: number } | undefined> =>
  tx.one(answerOpen(tx.orgId, id, dealId, answer, quoteId, tx.now, by))
