// The stand-in's own memory: what a tax service would keep on its side.
import { type Bound, type Db, stmt } from '#kernel/db.ts'

const remembered = stmt(
  'invoice_standin.find',
  'select tax_number, date, ready_at from invoice_standin where org_id = $1 and number = $2',
)
const remember = stmt(
  'invoice_standin.keep',
  `insert into invoice_standin (org_id, number, tax_number, date, gross, ready_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
)
export type Remembered = { readonly taxNumber: string; readonly date: string; readonly readyAt: string }
export const findRemembered = (db: Db, number: string): Promise<Remembered | undefined> =>
  db.one<Remembered>(remembered(db.orgId, number))
export const rememberBound = (orgId: string, one: Remembered & { number: string; gross: string }): Bound =>
  remember(orgId, one.number, one.taxNumber, one.date, one.gross, one.readyAt)
