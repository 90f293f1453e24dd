/** Texts of a record's history that tell what a field holds, by the entity: where it is hidden they are too. */
export const toldIn: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  invoice: { lines: 'gross' },
  receipt: { orders: 'amount' },
}
