// Who stands on the paper: as the payer was last invoiced, else as its card says.
import type { Db } from '#kernel/db.ts'
import type { Buyer, BuyerEdit, TaxKind } from '../invoice.schema.ts'
import { selectLastBuyer, selectParty } from './invoice.sql.ts'

const clean = (text: string | null): string | null => text?.trim() || null

export type OnPaper = { readonly buyer: Buyer; readonly taxKind: Exclude<TaxKind, 'none'> }

export async function buyerFor(db: Db, payerId: string): Promise<OnPaper> {
  const [last, party] = await Promise.all([selectLastBuyer(db, payerId), selectParty(db, payerId)])
  if (last) return { buyer: last.buyer, taxKind: last.taxKind === 'special' ? 'special' : 'plain' }
  const { name = '', uscc = null, address = null, phone = null, email = null } = party ?? {}
  return {
    buyer: { kind: 'company', name, taxNumber: uscc, address, phone, bank: null, account: null, email },
    taxKind: 'plain',
  }
}

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
