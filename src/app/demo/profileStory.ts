// On what invoices a customer of the demo company stands: finance writes it down once.
import { createProfile } from '#features/billing/server/billing.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { usccValid } from '#kernel/keys.ts'

const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** Of a district that does not exist; its check digit is right. */
function inventedNumber(name: string): string {
  const sum = [...name].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9_999_999, 7)
  const body = `91990000${String(sum).padStart(9, '0')}`
  return body + ([...letters].find(letter => usccValid(body + letter)) ?? '')
}

type Told = { readonly name: string; readonly address: string; readonly phone?: string }

export function writeDownBilling(tx: Tx, actor: Actor, customerId: string, told: Told) {
  const { name, address, phone = '0571-8000 1234' } = told
  if (/^[\w .,]+$/.test(name)) return createProfile(tx, actor, { customerId, name, kind: 'foreign', address })
  return createProfile(tx, actor, {
    customerId,
    name,
    taxNumber: inventedNumber(name),
    taxKind: 'special',
    address,
    phone,
    bank: '工商银行城西支行',
    account: '1202 0000 1900 1234 567',
  })
}
