// What of an order for a customer's site lies there, and what of what was settled is still to be billed and paid.

const lines = (o: string): string =>
  `order_lines l where l.org_id = ${o}.org_id and l.order_id = ${o}.id and l.kit_line_id is null`
/** What a line is worth of what was settled and not given back. */
const worth = 'round(l.gross * (l.delivered - l.returned) / nullif(l.ordered, 0), 2)'

export const isLying = (o: string): string =>
  `exists (select from ${lines(o)} and l.fulfil = 'ship' and l.shipped > l.delivered)`

// by quantity or by amount: whichever was billed
export const toBill = (o: string): string => `(${o}.billing in ('none', 'part') and (${o}.fulfilment = 'delivered'
      or exists (select from ${lines(o)} and l.delivered - l.returned > l.invoiced - l.credited and ${worth} > l.invoiced_amount - l.credited_amount)))`

export const toPay = (o: string): string => `(${o}.payment in ('none', 'part') and (${o}.fulfilment = 'delivered'
      or ${o}.paid_amount + ${o}.written_off < (select coalesce(sum(${worth}), 0) from ${lines(o)})))`

/** When something of it was settled last: from then on it is to be billed. */
export const lastSettled = (o: string): string =>
  `(select max(e.posted_at) from settlement_lines y join settlements e on e.org_id = y.org_id and e.id = y.settlement_id
      where y.org_id = ${o}.org_id and y.order_id = ${o}.id and e.state = 'posted' and e.deleted_at is null)`
