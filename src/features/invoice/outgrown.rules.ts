// Requests that a changed order no longer covers, or whose prices are not its prices any more. Pure.
import { cmp, div, isZero, sub, sum } from '#kernel/money.ts'
import { type Basis, type OrderLineFacts, roomOf } from './invoice.rules.ts'

export type Asking = {
  readonly invoiceId: string
  readonly number: string
  readonly kind: 'normal' | 'advance'
  readonly orderLineId: string | null
  readonly qty: string | null
  readonly gross: string
}
type Line = OrderLineFacts & { readonly id: string }
type Changed = {
  readonly before: readonly Line[]
  readonly after: readonly Line[]
  readonly basis: Basis
  readonly currency: string
  /** What advances may come to in all. */
  readonly advanceRoom: string
}

/** Newest first, until what is left fits. `asked` begins with the newest. */
export function outgrown(
  asked: readonly Asking[],
  changed: Changed,
): { readonly id: string; readonly number: string }[] {
  const gone = new Map<string, string>()
  const standing = (of: readonly Asking[]) => of.filter(one => !gone.has(one.invoiceId))
  for (const line of changed.after) {
    const own = asked.filter(one => one.orderLineId === line.id)
    const isPriced = isRepriced(
      changed.before.find(one => one.id === line.id),
      line,
    )
    for (const one of own) if (isPriced || isOver(standing(own), line, changed)) gone.set(one.invoiceId, one.number)
  }
  const advances = asked.filter(one => one.kind === 'advance')
  for (const one of advances)
    if (cmp(sum(standing(advances).map(each => each.gross)), changed.advanceRoom) > 0)
      gone.set(one.invoiceId, one.number)
  return [...gone].map(([id, number]) => ({ id, number }))
}

/** Of one unit: another quantity is no other price. */
function isRepriced(old: Line | undefined, line: Line): boolean {
  if (!old || cmp(old.gross, line.gross) === 0) return false
  const each = (of: Line): string => div(of.gross, of.ordered, 6)
  // a cent more or less over the whole is rounding
  return cmp(sub(each(old), each(line)).replace('-', ''), div('0.02', line.ordered, 6)) > 0
}

function isOver(own: readonly Asking[], line: Line, { basis, currency }: Changed): boolean {
  if (own.length === 0) return false
  const room = roomOf(line, basis, { held: { qty: '0', amount: '0' }, currency })
  const amount = sum(own.map(one => one.gross)).replace('-', '')
  const qty = sum(own.map(one => one.qty ?? '0'))
  return (!isZero(qty) && cmp(qty, room.qty) > 0) || cmp(amount, room.amount) > 0
}
