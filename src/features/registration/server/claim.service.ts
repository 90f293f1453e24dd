// What a live registration holds. A subject goes by its customer and by names; each is a claim that no second one may
// have for the same line at the same time. The table refuses what two write at once.
import { createHash } from 'node:crypto'
import { companyKey, sameCompany } from '#kernel/companyName.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { keysOf } from '../registration.rules.ts'
import {
  addClaimsBound,
  dropClaimsBound,
  type HeldClaim,
  selectAlike,
  selectHeld,
  selectNamed,
} from './registration.sql.ts'
import type { ClaimRow, RegistrationRow } from './registration.table.ts'

/** 52 bits: a number of JavaScript holds them whole. */
function hashOf(orgId: string, key: string, salt: number): number {
  const digest = createHash('sha256').update(`${orgId}\n${salt}\n${key}`).digest()
  return digest.readUIntBE(0, 6) * 16 + ((digest[6] ?? 0) >> 4)
}

export type SubjectOf = {
  readonly customerId: string | null
  /** As it was said, and as its customer is called. */
  readonly names: readonly string[]
  readonly uscc?: string | null
}

/** Who goes by one of these names now; what only has their number by chance is left out. */
export async function holdersOf(db: Db, subject: SubjectOf, day: string) {
  const keys = keysOf(subject)
  const found = await selectHeld(
    db,
    keys,
    keys.map(key => hashOf(db.orgId, key, 0)),
    day,
  )
  return { keys, found, holders: found.filter(one => keys.includes(one.key)) }
}

/** For the line, or for all of them. */
export const isFor = (lineKey: string | null, one: { readonly lineKey: string | null }): boolean =>
  lineKey === null || one.lineKey === null || one.lineKey === lineKey

/** Registered under a name that is only alike: a suspicion that a person has to look at. */
export async function alikeOf(db: Db, { customerId, names, uscc = null }: SubjectOf, lineKey: string | null) {
  const rows = await selectAlike(db, [...new Set(names.map(companyKey))].filter(Boolean))
  const keys = keysOf({ customerId, names, uscc })
  return rows.filter(
    row =>
      isFor(lineKey, row) &&
      !keys.includes(`n:${row.nameKey}`) &&
      !(row.customerId && row.customerId === customerId) &&
      names.some(name => sameCompany(name, row.companyName)),
  )
}

/** Another key that has this one's number leaves it the next salt; who has the very key passes theirs on. */
function saltFor(key: string, orgId: string, found: readonly HeldClaim[]): number {
  const same = found.find(one => one.key === key)
  if (same) return same.salt
  const plain = hashOf(orgId, key, 0)
  return found.some(one => one.subjectHash === plain) ? 1 : 0
}

export function writeClaims(
  tx: Tx,
  row: Pick<RegistrationRow, 'id' | 'lineKey' | 'fromOn' | 'untilOn'>,
  keys: readonly string[],
  found: readonly HeldClaim[],
): void {
  const { id: registrationId, lineKey, fromOn, untilOn } = row
  const rows = keys.map((key): ClaimRow => {
    const salt = saltFor(key, tx.orgId, found)
    return {
      id: newId(),
      registrationId,
      key,
      lineKey,
      salt,
      subjectHash: hashOf(tx.orgId, key, salt),
      lineHash: lineKey === null ? null : hashOf(tx.orgId, `line:${lineKey}`, 0),
      fromOn,
      untilOn,
    }
  })
  if (rows.length > 0) tx.write(addClaimsBound(tx.orgId, rows))
}

/** A live registration's claims written anew: its customer, its name or its days are others by now. */
export async function claimAnew(tx: Tx, row: RegistrationRow): Promise<void> {
  const subject = await subjectOfRow(tx, row)
  const { keys, found } = await holdersOf(tx, subject, row.fromOn)
  const others = found.filter(one => one.id !== row.id)
  const taken = new Set(others.filter(one => isFor(row.lineKey, one)).map(one => one.key))
  tx.write(dropClaimsBound(tx.orgId, [row.id]))
  writeClaims(
    tx,
    row,
    keys.filter(key => !taken.has(key)),
    others,
  )
}

export async function subjectOfRow(db: Db, { customerId, companyName }: RegistrationRow): Promise<SubjectOf> {
  if (!customerId) return { customerId: null, names: [companyName] }
  const [customer] = await selectNamed(db, [], [customerId])
  return { customerId, names: [companyName, ...(customer ? [customer.name] : [])], uscc: customer?.uscc ?? null }
}
