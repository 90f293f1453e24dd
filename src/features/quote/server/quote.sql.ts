// Every statement about quotes; nobody else writes these tables.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { quoteEntity } from '../quote.entity.ts'
import type { QuoteLine, Version } from '../quote.schema.ts'
import { type QuoteRow, quoteLines, quotes } from './quote.table.ts'

nameConstraints({
  quotes_accepted: { key: 'quote.otherAccepted', conflict: true },
  quotes_current: { key: 'quote.notCurrent', conflict: true },
})

/** Rights follow the deal. */
export const quoteSource: Source = {
  entity: quoteEntity,
  from: `quotes t
    join deals d on d.org_id = t.org_id and d.id = t.deal_id and d.deleted_at is null
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    left join contacts p on p.org_id = t.org_id and p.id = t.contact_id
    left join users u on u.org_id = t.org_id and u.id = d.owner_id`,
  select: `t.id, t.version, t.number, t.version_no, t.deal_id, d.name as deal_name, d.state as deal_state, t.customer_id, c.name as customer_name,
    t.contact_id, p.name as contact_name, t.state, t.is_current, coalesce(d.primary_quote_id = t.id and d.amount_from = 'quote', false) as is_primary, t.currency, t.rate, t.tax_mode, t.tax_round,
    t.discount_kind, t.discount_value, t.valid_until, t.net, t.tax, t.gross, t.content_hash, t.terms, t.answers, t.note, t.thread_id,
    t.sent_at, t.accepted_at, t.decline_reason, d.owner_id, u.name as owner_name, d.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'quote.read',
  ownedBy: { alias: 'd', entity: 'deal' },
  sharedItself: true,
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    versionNo: { sql: 't.version_no', notNull: true },
    dealId: { sql: 't.deal_id', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    contactId: { sql: 't.contact_id' },
    state: { sql: 't.state', notNull: true },
    isCurrent: { sql: 't.is_current', notNull: true },
    currency: { sql: 't.currency', notNull: true },
    net: { sql: 't.net', notNull: true },
    tax: { sql: 't.tax', notNull: true },
    gross: { sql: 't.gross', notNull: true },
    validUntil: { sql: 't.valid_until', notNull: true },
    sentAt: { sql: 't.sent_at' },
    acceptedAt: { sql: 't.accepted_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

/** Sums never run across currencies (C080): amounts at the rate that each quote has frozen. */
export const ratedQuotes: Source = {
  ...quoteSource,
  columns: {
    ...quoteSource.columns,
    net: { sql: '(t.net * t.rate)', notNull: true },
    tax: { sql: '(t.tax * t.rate)', notNull: true },
    gross: { sql: '(t.gross * t.rate)', notNull: true },
  },
}

const lockRows = stmt(
  'quote.lock',
  `select ${quotes.select('t')} from quotes t where t.org_id = $1 and t.id = any($2) order by t.id for no key update`,
)
export function lockQuoteRows(tx: Tx, ids: readonly string[]): Promise<QuoteRow[]> {
  tx.level(lockLevel.quote)
  return tx.query<QuoteRow>(lockRows(tx.orgId, ids))
}

const dealOf = stmt('quote.dealOf', 'select deal_id from quotes where org_id = $1 and id = $2 and deleted_at is null')
/** Unlocked: to know which deal to lock first. */
export const selectDealOf = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.one<{ dealId: string }>(dealOf(db.orgId, id)))?.dealId

const beside = stmt(
  'quote.beside',
  `select c.name as customer_name, d.owner_id, d.dept_id from quotes q
   join customers c on c.org_id = q.org_id and c.id = q.customer_id join deals d on d.org_id = q.org_id and d.id = q.deal_id
   where q.org_id = $1 and q.id = $2`,
)
type Beside = { readonly customerName: string; readonly ownerId: string | null; readonly deptId: string | null }
/** What its customer is called, and whose its deal is. */
export const selectBeside = (db: Db, id: string): Promise<Beside | undefined> => db.one<Beside>(beside(db.orgId, id))

const linesOf = stmt(
  'quote_line.of',
  `select ${quoteLines.select('l')} from quote_lines l where l.org_id = $1 and l.quote_id = $2 order by l.no`,
)
export const selectLines = (db: Db, quoteId: string): Promise<(QuoteLine & { quoteId: string })[]> =>
  db.query(linesOf(db.orgId, quoteId))

const dropLines = stmt('quote_line.drop', 'delete from quote_lines where org_id = $1 and quote_id = $2')
export const dropLinesBound = (orgId: string, quoteId: string): Bound => dropLines(orgId, quoteId)

const accepted = stmt(
  'quote.accepted',
  `select ${quotes.select('t')} from quotes t where t.org_id = $1 and t.deal_id = $2 and t.state = 'accepted' and t.deleted_at is null`,
)
export const selectAccepted = (db: Db, dealId: string): Promise<QuoteRow | undefined> =>
  db.one<QuoteRow>(accepted(db.orgId, dealId))

const versions = stmt(
  'quote.versions',
  'select id, version_no, state, is_current, gross, currency, created_at, sent_at from quotes where org_id = $1 and number = $2 and deleted_at is null order by version_no',
)
export const selectVersions = (db: Db, number: string): Promise<Version[]> =>
  db.query<Version>(versions(db.orgId, number))

const told = stmt(
  'quote.told',
  `select q.id, q.version_no, q.gross, q.currency, q.terms, q.created_at, u.name as by_name from quotes q
   left join users u on u.org_id = q.org_id and u.id = q.created_by
   where q.org_id = $1 and q.number = $2 and q.deleted_at is null order by q.version_no`,
)
export type ToldVersion = Pick<QuoteRow, 'id' | 'versionNo' | 'gross' | 'currency' | 'terms' | 'createdAt'> & {
  readonly byName: string | null
}
/** All versions of a number, with who drew them up. */
export const selectTold = (db: Db, number: string): Promise<ToldVersion[]> =>
  db.query<ToldVersion>(told(db.orgId, number))

const pastDue = stmt(
  'quote.pastDue',
  `select t.id, t.deal_id from quotes t join orgs o on o.org_id = t.org_id
   where t.org_id = $1 and t.state = 'sent' and t.valid_until < ($2::timestamptz at time zone o.zone)::date order by t.id limit $3`,
)
/** C172: only those that are still open. */
export const selectPastDue = (db: Db, limit: number): Promise<{ id: string; dealId: string }[]> =>
  db.query(pastDue(db.orgId, db.now, limit))

const ofDeal = `select ${quotes.select('t')} from quotes t where t.org_id = $1 and t.deal_id = $2 and t.deleted_at is null order by t.id`
const dealQuotes = stmt('quote.ofDeal', ofDeal)
const lockedDealQuotes = stmt('quote.lockOfDeal', `${ofDeal} for no key update`)
export const selectDealQuotes = (db: Db, dealId: string): Promise<QuoteRow[]> =>
  db.query<QuoteRow>(dealQuotes(db.orgId, dealId))
export function lockDealQuotes(tx: Tx, dealId: string): Promise<QuoteRow[]> {
  tx.level(lockLevel.quote)
  return tx.query<QuoteRow>(lockedDealQuotes(tx.orgId, dealId))
}

const readRows = stmt(
  'quote.rows',
  `select ${quotes.select('t')} from quotes t where t.org_id = $1 and t.id = any($2) order by t.id`,
)
export const selectQuoteRows = (db: Db, ids: readonly string[]): Promise<QuoteRow[]> =>
  db.query<QuoteRow>(readRows(db.orgId, ids))
const rehash = stmt('quote.rehash', 'update quotes set content_hash = $3 where org_id = $1 and id = $2')
export const rehashBound = (orgId: string, id: string, hash: string): Bound => rehash(orgId, id, hash)
