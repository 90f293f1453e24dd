// Contracts are read, begun and edited here; their moves are `contractMove.service.ts`.
import { createHash } from 'node:crypto'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { linkThread } from '#kernel/thread.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { termsIn, writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { entityFor, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { contractEntity } from '../contract.entity.ts'
import { canonicalContract } from '../contract.rules.ts'
import type { Contract, ContractLine, ContractVersion, Signature, WholeContract } from '../contract.schema.ts'
import {
  contractSource,
  type LineRow,
  lockInForce,
  ratedContracts,
  selectContractRows,
  selectInForce,
  selectLines,
  selectSignature,
  selectVersions,
} from './contract.sql.ts'
import { type ContractRow, contractLines, contracts } from './contract.table.ts'

const sourceFor = async (db: Db, actor: Actor, source: Source = contractSource): Promise<Source> => ({
  ...source,
  entity: await entityFor(db, actor, contractEntity),
})

export const listContracts = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Contract>> =>
  listRecords<Contract>(db, actor, await sourceFor(db, actor), query)
export const summariseContracts = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor, ratedContracts), query)

export async function getContract(db: Db, actor: Actor, id: string): Promise<WholeContract> {
  const [contract, lines] = await Promise.all([getRecord<Contract>(db, actor, contractSource, id), selectLines(db, id)])
  return { ...contract, lines: lines.map(shownLine) }
}
export async function readContract(db: Db, actor: Actor, id: string): Promise<WholeContract> {
  const [contract, lines] = await Promise.all([readBack<Contract>(db, actor, contractSource, id), selectLines(db, id)])
  return { ...contract, lines: lines.map(shownLine) }
}
const shownLine = ({ contractId: _, ...line }: LineRow): ContractLine => line

export async function versionsOf(db: Db, actor: Actor, id: string): Promise<ContractVersion[]> {
  await getRecord<Contract>(db, actor, contractSource, id)
  return selectVersions(db, id)
}
export async function signatureOf(db: Db, actor: Actor, id: string): Promise<Signature[]> {
  await getRecord<Contract>(db, actor, contractSource, id)
  const found = await selectSignature(db, id)
  return found ? [found] : []
}

/** For journeys and the order, which have judged their own record: no rights asked. */
export const contractLinesOf = (db: Db, id: string): Promise<LineRow[]> => selectLines(db, id)
export async function findContract(db: Db, id: string): Promise<ContractRow | undefined> {
  const [row] = await selectContractRows(db, [id])
  return row?.deletedAt ? undefined : row
}
/** Of a deal, signed and in force: looked at, or held (level 7). */
export const contractsInForce = (db: Db, dealId: string): Promise<ContractRow[]> => selectInForce(db, dealId)
export const holdInForce = (tx: Tx, dealId: string): Promise<ContractRow[]> => lockInForce(tx, dealId)

/** What is approved and signed, to the last sign: sha-256 of its canonical text. */
export const contentOf = (row: ContractRow, lines: readonly LineRow[]): string => canonicalContract(row, lines)
export const hashOf = (row: ContractRow, lines: readonly LineRow[]): string =>
  createHash('sha256').update(contentOf(row, lines)).digest('hex')

export type Fresh = { readonly row: ContractRow; readonly lines: readonly LineRow[] }

export function writeNewContract(tx: Tx, actor: Actor, { row, lines }: Fresh, fields: readonly Field[]): void {
  tx.write(contracts.insert(tx.orgId, [row]))
  if (lines.length > 0) tx.write(contractLines.insert(tx.orgId, lines))
  linkThread(tx, row.threadId, [{ entity: 'contract', recordId: row.id }])
  indexContract(tx, fields, row, true)
  const { number, title, amount, currency } = row
  tellContract(tx, actor, row, { kind: 'contract.created', to: row.state, after: { number, title, amount, currency } })
}

export function indexContract(tx: Tx, fields: readonly Field[], row: ContractRow, fresh: boolean): void {
  const terms = [...termsOf(row.number, 'number'), ...termsIn('title', termsOf(row.title, 'name'))]
  writeSearchTerms(tx, 'contract', [{ id: row.id, terms }], fresh)
  writeFieldIndex(tx, 'contract', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}

type Told = {
  readonly kind: string
  readonly from?: string
  readonly to?: string
  readonly before?: Record<string, unknown>
  readonly after?: Record<string, unknown>
}
type By = Pick<Actor, 'userId' | 'via'> | { readonly userId: null; readonly via: 'job' }

export function tellContract(tx: Tx, actor: By, row: ContractRow, event: Told): void {
  const about = [
    { entity: 'customer', recordId: row.customerId },
    ...(row.dealId ? [{ entity: 'deal', recordId: row.dealId }] : []),
    ...(row.amendsId ? [{ entity: 'contract', recordId: row.amendsId }] : []),
  ]
  const { id: recordId, version } = row
  tell(tx, { actor, entity: 'contract', recordId, ...event, threads: [row.threadId], about, version })
}

export function mustMay(actor: Actor, permission: string, row: Pick<ContractRow, 'ownerId' | 'deptId'>): void {
  if (can(actor, permission, row)) return
  throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
}

export type Held = Fresh & { readonly amends: Fresh | undefined }

export function refuseOld(row: ContractRow, version: number | undefined): void {
  if (version !== undefined && version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict', { version: row.version })
}

export const gone = (): Refusal => missing('contract')
