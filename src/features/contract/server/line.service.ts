// Lines of a contract on the quote's own arithmetic: a line as needed is what an optional one is there, beside the total.
import type { QuoteLine } from '#features/quote/quote.schema.ts'
import { sumUp } from '#features/quote/server/draft.service.ts'
import { addUp, type PricedIn } from '#features/quote/server/line.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { convert } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { amountOf } from '../contract.rules.ts'
import type { LineInput } from '../contract.schema.ts'
import { dropLinesBound, type LineRow } from './contract.sql.ts'
import { type ContractRow, contractLines } from './contract.table.ts'

export type Built = { readonly lines: readonly LineRow[]; readonly sums: { net: string; tax: string; gross: string } }
type Head = PricedIn & Pick<ContractRow, 'id' | 'customerId'>

const asQuoted = (line: LineRow): QuoteLine => ({
  ...line,
  floorPrice: null,
  unitCost: null,
  optional: line.asNeeded,
  alternative: null,
  chosen: false,
})

function kept(line: QuoteLine, contractId: string, was?: Partial<LineRow>): LineRow {
  const { optional, alternative: ____, chosen: _, floorPrice: __, unitCost: ___, ...rest } = line
  const { calledQty = '0', baseLineId = null, quoteLineId = null } = was ?? {}
  return { ...rest, contractId, asNeeded: optional, calledQty, baseLineId, quoteLineId }
}

type Given = {
  readonly inputs: readonly LineInput[]
  readonly old?: readonly LineRow[]
  readonly reasons?: readonly Reason[]
}

/** Every problem of every line at once. */
export async function buildLines(db: Db, actor: Actor, head: Head, given: Given): Promise<Built> {
  const { inputs, old = [], reasons = [] } = given
  const asked = inputs.map(({ asNeeded, ...input }) => ({ ...input, optional: asNeeded ?? false }))
  const { lines, sums } = await sumUp(db, actor, head, { inputs: asked, old: old.map(asQuoted), reasons })
  const before = new Map(old.map(line => [line.id, line]))
  return { sums, lines: lines.map(line => kept(line, head.id, before.get(line.id))) }
}

/** The same lines under another head: another currency or tax makes other sums. */
export function recount(head: Head, lines: readonly LineRow[], reasons: readonly Reason[] = []): Built {
  const { lines: next, sums } = addUp(head, lines.map(asQuoted), reasons)
  return { sums, lines: next.map((line, i) => kept(line, head.id, lines[i])) }
}

/** The stored amounts travel on as they are: a contract and its quote agree to the cent (C002). */
export function linesOfQuote(contractId: string, quoted: readonly QuoteLine[]): LineRow[] {
  return quoted
    .filter(line => !line.optional || line.chosen)
    .map((line, i) => kept({ ...line, id: newId(), no: i + 1, optional: false }, contractId, { quoteLineId: line.id }))
}

/** For a contract that begins with what another says; `pairs`: each line knows the one it changes. */
export const copiedLines = (contractId: string, lines: readonly LineRow[], pairs: boolean): LineRow[] =>
  lines.map(line => ({
    ...line,
    id: newId(),
    contractId,
    calledQty: '0',
    baseLineId: pairs ? line.id : null,
    quoteLineId: null,
  }))

export function rewriteLines(tx: Tx, old: readonly LineRow[], next: readonly LineRow[]): void {
  const stays = new Set(next.map(line => line.id))
  const known = new Set(old.map(line => line.id))
  const gone = old.filter(line => !stays.has(line.id)).map(line => line.id)
  const fresh = next.filter(line => !known.has(line.id))
  if (gone.length > 0) tx.write(dropLinesBound(tx.orgId, gone))
  for (const line of next) if (known.has(line.id)) tx.write(contractLines.update(tx.orgId, line))
  if (fresh.length > 0) tx.write(contractLines.insert(tx.orgId, fresh))
}

export const isOther = (old: readonly LineRow[], next: readonly LineRow[]): boolean =>
  JSON.stringify(old.map(stood)) !== JSON.stringify(next.map(stood))
const columns: readonly string[] = Object.keys(contractLines.columnKinds)
const stood = (line: LineRow): unknown[] => columns.map(key => Reflect.get(line, key) ?? null)

/** The sums of a row, and what may be called off in all. */
export function summed<R extends ContractRow>(actor: Actor, row: R, { lines, sums }: Built): R {
  const amount = amountOf(row, lines, sums.gross)
  const baseAmount = amount === null ? '0' : convert(amount, row.rate, actor.org.currency)
  return { ...row, ...sums, amount, baseAmount }
}
