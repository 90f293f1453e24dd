// Every statement about contracts, their lines, versions and signatures; nobody else writes these tables.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { deviceOf } from '#kernel/device.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { contractEntity } from '../contract.entity.ts'
import type { ContractLine, ContractVersion, Difference, Signature } from '../contract.schema.ts'
import { type ContractRow, contractLines, contracts } from './contract.table.ts'

nameConstraints({
  contracts_amending: { key: 'contract.amendingNow', conflict: true },
  contract_signatures_once: { key: 'contract.signedAlready', conflict: true },
})

const remaining = '(case when t.amount is null then null else greatest(t.amount - t.called_off, 0) end)'

export const contractSource: Source = {
  entity: contractEntity,
  from: `contracts t
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    join customers y on y.org_id = t.org_id and y.id = t.payer_id
    left join contacts k on k.org_id = t.org_id and k.id = t.contact_id
    left join deals d on d.org_id = t.org_id and d.id = t.deal_id
    left join quotes q on q.org_id = t.org_id and q.id = t.quote_id
    left join contracts a on a.org_id = t.org_id and a.id = t.amends_id
    left join contracts r on r.org_id = t.org_id and r.id = t.renews_id
    left join contract_templates m on m.org_id = t.org_id and m.id = t.template_id
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.version_no, t.kind, t.title, t.state, t.customer_id, c.name as customer_name, t.payer_id, y.name as payer_name,
    t.contact_id, k.name as contact_name, t.deal_id, d.name as deal_name, t.quote_id, q.number as quote_number, t.amends_id, a.number as amends_number,
    t.amends_version, t.change_reason, t.renews_id, r.number as renews_number, t.lang, t.template_id, m.name as template_name, t.template_version,
    t.clauses, t.currency, t.rate, t.tax_mode, t.tax_round, t.discount_kind, t.discount_value, t.net, t.tax, t.gross, t.ceiling, t.amount,
    t.base_amount, t.called_off, ${remaining} as remaining, t.terms, t.address, t.our_signer, t.their_signer, t.effective_from, t.effective_until,
    t.note, t.content_hash, t.submitted_at, t.approved_at, t.signed_on, t.effective_at, t.ended_at, t.end_reason, t.thread_id,
    t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'contract.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    title: { sql: 't.title', notNull: true },
    kind: { sql: 't.kind', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    payerId: { sql: 't.payer_id', notNull: true },
    contactId: { sql: 't.contact_id' },
    dealId: { sql: 't.deal_id' },
    quoteId: { sql: 't.quote_id' },
    amendsId: { sql: 't.amends_id' },
    renewsId: { sql: 't.renews_id' },
    state: { sql: 't.state', notNull: true },
    amount: { sql: 't.amount' },
    calledOff: { sql: 't.called_off', notNull: true },
    remaining: { sql: remaining },
    currency: { sql: 't.currency', notNull: true },
    effectiveFrom: { sql: 't.effective_from' },
    effectiveUntil: { sql: 't.effective_until' },
    signedOn: { sql: 't.signed_on' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

/** Sums never run across currencies (C080): in the organisation's own, as each contract has frozen it. */
export const ratedContracts: Source = {
  ...contractSource,
  columns: {
    ...contractSource.columns,
    amount: { sql: 't.base_amount', notNull: true },
    calledOff: { sql: '(t.called_off * t.rate)', notNull: true },
  },
}

const rows = `select ${contracts.select('t')} from contracts t where t.org_id = $1 and t.id = any($2) order by t.id`
const readRows = stmt('contract.rows', rows)
const lockRows = stmt('contract.lock', `${rows} for no key update`)
export const selectContractRows = (db: Db, ids: readonly string[]): Promise<ContractRow[]> =>
  db.query<ContractRow>(readRows(db.orgId, ids))
export function lockContractRows(tx: Tx, ids: readonly string[]): Promise<ContractRow[]> {
  tx.level(lockLevel.contract)
  return tx.query<ContractRow>(lockRows(tx.orgId, ids))
}

const ofDeal = `select ${contracts.select('t')} from contracts t where t.org_id = $1 and t.deal_id = $2 and t.state = 'effective' and t.amends_id is null
   and t.deleted_at is null order by t.id`
const readOfDeal = stmt('contract.ofDeal', ofDeal)
const lockOfDeal = stmt('contract.lockOfDeal', `${ofDeal} for no key update`)
/** In force. */
export const selectInForce = (db: Db, dealId: string): Promise<ContractRow[]> =>
  db.query<ContractRow>(readOfDeal(db.orgId, dealId))
export function lockInForce(tx: Tx, dealId: string): Promise<ContractRow[]> {
  tx.level(lockLevel.contract)
  return tx.query<ContractRow>(lockOfDeal(tx.orgId, dealId))
}

const linesOf = stmt(
  'contract_line.of',
  `select ${contractLines.select('l')} from contract_lines l where l.org_id = $1 and l.contract_id = any($2) order by l.contract_id, l.no`,
)
export type LineRow = ContractLine & { contractId: string }
export const selectLines = (db: Db, contractId: string): Promise<LineRow[]> => selectLinesOf(db, [contractId])
export const selectLinesOf = (db: Db, ids: readonly string[]): Promise<LineRow[]> =>
  db.query<LineRow>(linesOf(db.orgId, ids))

const dropLines = stmt('contract_line.drop', 'delete from contract_lines where org_id = $1 and id = any($2)')
export const dropLinesBound = (orgId: string, ids: readonly string[]): Bound => dropLines(orgId, ids)

const called = stmt('contract.called', 'update contracts set called_off = $3::numeric where org_id = $1 and id = $2')
const calledLines = stmt(
  'contract_line.called',
  `update contract_lines l set called_qty = v.qty from unnest($2::uuid[], $3::numeric[]) as v (id, qty) where l.org_id = $1 and l.id = v.id`,
)
export const calledBound = (orgId: string, id: string, amount: string): Bound => called(orgId, id, amount)
export const calledLinesBound = (orgId: string, lines: readonly { id: string; qty: string }[]): Bound =>
  calledLines(
    orgId,
    lines.map(line => line.id),
    lines.map(line => line.qty),
  )

const amending = stmt(
  'contract.amending',
  `select id, number from contracts where org_id = $1 and amends_id = $2 and state in ('draft', 'in_approval', 'to_sign') and deleted_at is null`,
)
export const selectAmending = (db: Db, id: string): Promise<{ id: string; number: string } | undefined> =>
  db.one(amending(db.orgId, id))
const amendments = stmt(
  'contract.amendments',
  'select count(*)::int as n from contracts where org_id = $1 and amends_id = $2',
)
export const countAmendments = async (db: Db, id: string): Promise<number> =>
  (await db.one<{ n: number }>(amendments(db.orgId, id)))?.n ?? 0

const amendsOf = stmt(
  'contract.amendsOf',
  'select amends_id from contracts where org_id = $1 and id = $2 and deleted_at is null',
)
/** Unlocked: to lock both in one statement. Undefined: there is no such contract. */
export const selectAmends = (db: Db, id: string): Promise<{ amendsId: string | null } | undefined> =>
  db.one(amendsOf(db.orgId, id))

const versions = stmt(
  'contract.versions',
  `select v.version_no, v.at, v.amount, v.content_hash, v.amended_by, a.number as amended_by_number, a.change_reason from contract_versions v
   join contracts a on a.org_id = v.org_id and a.id = v.amended_by where v.org_id = $1 and v.contract_id = $2 order by v.version_no desc`,
)
export const selectVersions = (db: Db, id: string): Promise<ContractVersion[]> => db.query(versions(db.orgId, id))

const differences = stmt(
  'contract.differences',
  'select differences from contract_versions where org_id = $1 and amended_by = $2',
)
/** Of an agreement that took effect. */
export const selectDifferences = async (db: Db, amendedBy: string): Promise<Difference[] | undefined> =>
  (await db.one<{ differences: Difference[] }>(differences(db.orgId, amendedBy)))?.differences

const signature = stmt(
  'contract_signature.of',
  `select s.id, s.way, s.at, s.signed_on, s.name, s.title, s.address, s.agent, l.receiver, s.provider_ref, s.content_hash, s.file_id
   from contract_signatures s left join links l on l.org_id = s.org_id and l.id = s.link_id where s.org_id = $1 and s.contract_id = $2`,
)
export async function selectSignature(db: Db, id: string): Promise<Signature | undefined> {
  const found = await db.one<Omit<Signature, 'device'> & { agent: string | null }>(signature(db.orgId, id))
  if (!found) return undefined
  const { agent, ...rest } = found
  return { ...rest, device: agent === null ? null : deviceOf(agent) }
}

const ending = stmt(
  'contract.ending',
  `select t.id, t.number, t.owner_id, t.effective_until, c.name as customer_name from contracts t join customers c on c.org_id = t.org_id and c.id = t.customer_id
   where t.org_id = $1 and t.state = 'effective' and t.deleted_at is null and t.owner_id is not null and t.effective_until between $2::date and $3::date
     and t.told_until is distinct from t.effective_until order by t.effective_until, t.id limit $4`,
)
export type Ending = Record<'id' | 'number' | 'ownerId' | 'effectiveUntil' | 'customerName', string>
export const selectEnding = (db: Db, span: { from: string; until: string }, limit: number): Promise<Ending[]> =>
  db.query<Ending>(ending(db.orgId, span.from, span.until, limit))

const told = stmt(
  'contract.told',
  'update contracts set told_until = effective_until where org_id = $1 and id = any($2)',
)
export const toldBound = (orgId: string, ids: readonly string[]): Bound => told(orgId, ids)

const over = stmt(
  'contract.over',
  `select t.id from contracts t where t.org_id = $1 and t.state = 'effective' and t.effective_until < $2::date and t.deleted_at is null order by t.effective_until, t.id limit $3`,
)
export const selectOver = async (db: Db, day: string, limit: number): Promise<string[]> =>
  (await db.query<{ id: string }>(over(db.orgId, day, limit))).map(row => row.id)

const rehash = stmt(
  'contract.rehash',
  'update contracts set content_hash = $3, approved_hash = case when approved_hash is null then null else $3 end where org_id = $1 and id = $2',
)
export const rehashBound = (orgId: string, id: string, hash: string): Bound => rehash(orgId, id, hash)
