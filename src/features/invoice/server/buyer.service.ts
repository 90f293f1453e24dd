// Who stands on the paper: the billing details that were chosen, else the payer's default, else as it was last
// invoiced, else as its card says. The invoice keeps its own copy.
import { getProfile } from '#features/billing/server/billing.service.ts'
import { usualProfile } from '#features/billing/server/usual.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { namedBy, Refusal, reason } from '#kernel/refusal.ts'
import type { Buyer, BuyerEdit, TaxKind } from '../invoice.schema.ts'
import { selectParty } from './invoice.sql.ts'

const clean = (text: string | null): string | null => text?.trim() || null

export type OnInvoice = { readonly buyer: Buyer; readonly taxKind: Exclude<TaxKind, 'none'> }
/** Whose billing details may stand on it. */
export type Parties = { readonly payerId: string; readonly customerId: string }

export const askedBuyer = (db: Db, actor: Actor, parties: Parties, profileId?: string): Promise<OnInvoice> =>
  profileId ? chosenBuyer(db, actor, parties, profileId) : buyerFor(db, parties.payerId)

export async function buyerFor(db: Db, payerId: string): Promise<OnInvoice> {
  const [profile, party] = await Promise.all([usualProfile(db, payerId), selectParty(db, payerId)])
  if (profile) return onPaper(profile)
  if (party?.buyer) return { buyer: party.buyer, taxKind: party.taxKind === 'special' ? 'special' : 'plain' }
  const { name = '', uscc = null, address = null, phone = null, email = null } = party ?? {}
  return {
    buyer: { kind: 'company', name, taxNumber: uscc, address, phone, bank: null, account: null, email },
    taxKind: 'plain',
  }
}

export async function chosenBuyer(
  db: Db,
  actor: Actor,
  { payerId, customerId }: Parties,
  profileId: string,
): Promise<OnInvoice> {
  const profile = await namedBy('profileId', getProfile(db, actor, profileId))
  if (profile.customerId !== payerId && profile.customerId !== customerId)
    throw new Refusal(reason('invoice.otherBuyer', 'profileId'))
  return onPaper(profile)
}

const onPaper = ({ taxKind, ...profile }: Buyer & Pick<OnInvoice, 'taxKind'>): OnInvoice => ({
  buyer: withBuyer(profile, undefined),
  taxKind,
})

export function withBuyer(buyer: Buyer, edit: BuyerEdit | undefined): Buyer {
  const { kind, name, ...rest } = { ...buyer, ...edit }
  const { taxNumber, address, phone, bank, account, email } = rest
  return {
    kind,
    name: name.trim(),
    taxNumber: clean(taxNumber),
    address: clean(address),
    phone: clean(phone),
    bank: clean(bank),
    account: clean(account),
    email: clean(email),
  }
}
