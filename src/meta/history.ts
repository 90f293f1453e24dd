/** Events whose words name what a field of another record holds: where that is hidden they go without. */
export const namesOther: Readonly<Record<string, { readonly entity: string; readonly field: string }>> = {
  'quote.mailed': { entity: 'contact', field: 'email' },
  'quote.notMailed': { entity: 'contact', field: 'email' },
  'contract.notMailed': { entity: 'contact', field: 'email' },
}

/** Texts of a record's history that tell what a field holds, by the entity: where it is hidden they are too. */
export const toldIn: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  invoice: { lines: 'gross' },
  receipt: { orders: 'amount' },
}
