// What an order asks of the contract it is called off from.
import { contractLinesOf, findContract } from '#features/contract/server/contract.service.ts'
import type { Db } from '#kernel/db.ts'
import type { ContractCalled } from '../callOff.rules.ts'

/** Whoever writes has locked it. */
export async function calledOf(db: Db, id: string): Promise<ContractCalled | undefined> {
  const [row, lines] = await Promise.all([findContract(db, id), contractLinesOf(db, id)])
  if (!row) return undefined
  const { number, state, currency, amount, calledOff, effectiveFrom: from } = row
  return {
    id,
    number,
    state,
    currency,
    amount,
    calledOff,
    from,
    lines: lines.map(({ id: lineId, name, unit, factor, qty, asNeeded, calledQty }) => ({
      id: lineId,
      name,
      unit,
      factor,
      qty: asNeeded ? null : qty,
      calledQty,
    })),
  }
}
