// What is open, said as the partial indexes of migration 0017 say it: whoever asks in these words finds it by them alone.

/** Of `instalments i`. A cancelled order's plan comes to what was paid of it. */
export const openPlan = 'i.paid + i.written_off < i.amount'
/** Of `invoices v`: debts that no order stands for. */
export const openAlone = `v.alone and v.state = 'issued' and v.deleted_at is null and v.settled + v.reversed < v.gross`
/** Of `receipts r`. */
export const openReceipt = `r.state = 'received' and r.deleted_at is null and r.allocated + r.refunding + r.refunded < r.amount`
