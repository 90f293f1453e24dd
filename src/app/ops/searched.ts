// What each entity is found by, as columns: the verbs write these terms, `--rebuild` writes them again. A test
// proves the two equal.
import { phoneEndings } from '#kernel/phone.ts'
import { type TextKind, termsOf } from '#kernel/searchTerm.ts'
import { type Term, termsIn } from '#meta/server/fieldsSql.ts'

type Part = readonly [column: string, as: TextKind | 'phoneKey']

export const searched: Readonly<Record<string, readonly Part[]>> = {
  customer: [
    ['name', 'name'],
    ['number', 'number'],
    ['phone_key', 'phoneKey'],
    ['email', 'email'],
  ],
  contact: [
    ['name', 'name'],
    ['phone_key', 'phoneKey'],
    ['email', 'email'],
  ],
  billingProfile: [
    ['name', 'name'],
    ['tax_number', 'number'],
  ],
  product: [
    ['code', 'number'],
    ['name', 'name'],
    ['spec', 'name'],
  ],
  lead: [
    ['name', 'name'],
    ['number', 'number'],
    ['company', 'name'],
    ['phone_key', 'phoneKey'],
    ['email', 'email'],
  ],
  deal: [
    ['name', 'name'],
    ['number', 'number'],
  ],
  registration: [
    ['number', 'number'],
    ['company_name', 'name'],
  ],
  quote: [['number', 'number']],
  contract: [
    ['number', 'number'],
    ['title', 'name'],
  ],
  order: [
    ['number', 'number'],
    ['po_number', 'number'],
  ],
  supply: [
    ['number', 'number'],
    ['supplier', 'name'],
  ],
  settlement: [
    ['number', 'number'],
    ['customer_reference', 'number'],
  ],
  shipment: [
    ['number', 'number'],
    ['tracking_number', 'number'],
    ['supplier_note', 'number'],
  ],
  receipt: [
    ['number', 'number'],
    ['external_ref', 'number'],
  ],
  refund: [['number', 'number']],
  change: [['number', 'number']],
  writeOff: [['number', 'number']],
  creditRelease: [['number', 'number']],
  ticket: [
    ['number', 'number'],
    ['title', 'name'],
  ],
  goodsReturn: [
    ['number', 'number'],
    ['tracking_number', 'number'],
  ],
  survey: [['number', 'number']],
  stockDocument: [['number', 'number']],
}

/** As the field is called, where what names the record is not it. */
const fieldOf: Readonly<Record<string, string>> = {
  phone_key: 'phone',
  email: 'email',
  spec: 'spec',
  company: 'company',
  po_number: 'poNumber',
  tax_number: 'taxNumber',
  supplier: 'supplier',
}

export function searchTerms(entity: string, row: Readonly<Record<string, unknown>>): Term[] {
  return (searched[entity] ?? []).flatMap(([column, as]) => {
    const value = row[column]
    if (typeof value !== 'string' || value === '') return []
    const terms = as === 'phoneKey' ? phoneEndings(value) : termsOf(value, as)
    const field = fieldOf[column]
    return field ? termsIn(field, terms) : terms
  })
}
