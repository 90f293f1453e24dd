// Every statement about what comes back through the customer's page; nobody else writes these tables.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { deviceOf } from '#kernel/device.ts'
import type { Question, QuoteReply } from '../reply.schema.ts'

const questions = `select q.id, q.asked_at, q.name, q.question, l.receiver, q.answer, q.answered_at, u.name as answered_by_name
  from quote_questions q join links l on l.org_id = q.org_id and l.id = q.link_id left join users u on u.org_id = q.org_id and u.id = q.answered_by
  where q.org_id = $1`
const ofQuote = stmt('quote_question.of', `${questions} and q.quote_id = $2 order by q.asked_at, q.id limit 200`)
const ofLink = stmt('quote_question.ofLink', `${questions} and q.link_id = $2 order by q.asked_at, q.id limit 200`)
export const selectQuestions = (db: Db, quoteId: string): Promise<Question[]> =>
  db.query<Question>(ofQuote(db.orgId, quoteId))
/** What one visitor asked is nobody else's. */
export const selectQuestionsOf = (db: Db, linkId: string): Promise<Question[]> =>
  db.query<Question>(ofLink(db.orgId, linkId))

const often = stmt(
  'quote_question.often',
  `select count(*)::int as n from quote_questions where org_id = $1 and link_id = $2 and asked_at > $3::timestamptz - interval '1 hour'`,
)
/** Of the last hour; the link is held, so that nobody asks beside it. */
export const countAsked = async (tx: Tx, linkId: string): Promise<number> =>
  (await tx.one<{ n: number }>(often(tx.orgId, linkId, tx.now)))?.n ?? 0

const open = stmt(
  'quote_question.open',
  'select id, answer from quote_questions where org_id = $1 and id = $2 and quote_id = $3 for no key update',
)
/** The quote is held: this is its last lock. */
export const lockQuestion = (
  tx: Tx,
  id: string,
  quoteId: string,
): Promise<Pick<Question, 'id' | 'answer'> | undefined> => tx.one(open(tx.orgId, id, quoteId))

const answer = stmt(
  'quote_question.answer',
  'update quote_questions set answer = $3, answered_at = $4, answered_by = $5 where org_id = $1 and id = $2',
)
export const answeredBound = (tx: Tx, id: string, { text, by }: { text: string; by: string }): Bound =>
  answer(tx.orgId, id, text, tx.now, by)

const reply = stmt(
  'quote_reply.of',
  `select r.id, r.kind, r.at, r.name, r.title, r.reason, r.words, r.address, r.agent, l.receiver, r.content_hash, r.gross, r.file_id
   from quote_replies r join links l on l.org_id = r.org_id and l.id = r.link_id where r.org_id = $1 and r.quote_id = $2`,
)
export async function selectReply(db: Db, quoteId: string): Promise<QuoteReply | undefined> {
  const found = await db.one<Omit<QuoteReply, 'device'> & { agent: string }>(reply(db.orgId, quoteId))
  if (!found) return undefined
  const { agent, ...rest } = found
  return { ...rest, device: deviceOf(agent) }
}
