// The one lock order of the whole system (domain §3). `tx.level` faults when a lower level is asked for after
// a higher one, so every test checks it. Plain records without money (customer, contact, product) come first.
// prettier-ignore
export const lockLevel = {
  record: 0,
  approval: 2,
  lead: 3,
  credit: 4,
  deal: 5,
  quote: 6,
  contract: 7,
  order: 8,
  change: 9,
  orderLine: 10,
  shipment: 11,
  settlement: 11,
  supply: 11,
  goodsReturn: 11,
  stock: 12,
  reservation: 13,
  instalment: 14,
  receipt: 15,
  invoice: 16,
  refund: 17,
  writeOff: 17,
  registration: 17,
  counter: 18,
  supplyAsk: 19,
} as const
