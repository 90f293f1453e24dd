// What an order counts against the contract it is called off from, and whether that is still there. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add, cmp, div, isZero, max, roundMoney, sub, sum } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { type OrderFacts, worthOf } from './order.rules.ts'
import type { Order, OrderLine } from './order.schema.ts'

export type LineCalled = {
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly factor: string
  /** Null: as needed. In the base unit. */
  readonly qty: string | null
  readonly calledQty: string
}
export type ContractCalled = {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly currency: string
  /** Null: no end to it. */
  readonly amount: string | null
  readonly calledOff: string
  readonly from: string | null
  readonly lines: readonly LineCalled[]
}
/** In the contract's currency; quantities by order line. */
export type Call = { readonly amount: string; readonly lines: ReadonlyMap<string, string> }

type Counted = Pick<OrderLine, 'id' | 'gross' | 'ordered' | 'cancelled' | 'contractLineId'>
const counting: readonly string[] = ['confirmed', 'on_hold', 'closed']

/** All that is open; what comes back later was called off all the same. */
export function callOf(
  { state, contractId, currency }: Pick<Order, 'state' | 'contractId' | 'currency'>,
  lines: readonly Counted[],
): Call {
  if (contractId === null || !counting.includes(state)) return { amount: '0', lines: new Map() }
  const open = (line: Counted): string => sub(line.ordered, line.cancelled)
  const amount = sum(lines.map(line => roundMoney(worthOf(line, open(line)), currency)))
  const own = lines.filter(line => line.contractLineId !== null)
  return { amount: max(amount, '0'), lines: new Map(own.map(line => [line.id, open(line)])) }
}

type Stood = { readonly id: string; readonly contractLineId: string | null; readonly calledQty: string }
export type CallMove = { readonly amount: string; readonly lines: ReadonlyMap<string, string> }

/** By how much the contract's own sums move; quantities by contract line. */
export function callMove(row: { readonly calledAmount: string }, lines: readonly Stood[], next: Call): CallMove {
  const moved = new Map<string, string>()
  for (const { id, contractLineId, calledQty } of lines) {
    if (contractLineId === null) continue
    const by = sub(next.lines.get(id) ?? '0', calledQty)
    if (!isZero(by)) moved.set(contractLineId, add(moved.get(contractLineId) ?? '0', by))
  }
  return { amount: sub(next.amount, row.calledAmount), lines: moved }
}

export const contractNotEffective: Guard<OrderFacts> = ({ contract, day }) => {
  if (!contract) return undefined
  const { number, state, from } = contract
  if (state !== 'effective') return reason('contract.notEffective', 'contractId', { number })
  return from !== null && day < from ? reason('contract.notYet', 'contractId', { number, date: from }) : undefined
}

/** With the smallest change that passes. */
export const contractOver: Guard<OrderFacts> = ({ callOver }) => callOver[0]

type Facts = {
  readonly contract: ContractCalled | undefined
  readonly currency: string
  readonly calledAmount: string
  readonly lines: readonly (Stood & { readonly no: number })[]
}

export function callProblems(facts: Facts, call: Call): Reason[] {
  const { contract, currency } = facts
  if (!contract) return []
  const { number } = contract
  if (contract.currency !== currency)
    return [reason('contract.otherCurrency', 'currency', { number, currency: contract.currency })]
  const move = callMove(facts, facts.lines, call)
  return [...lineProblems(contract, facts, move), ...sumProblems(contract, move)]
}

function sumProblems({ number, amount, calledOff, currency }: ContractCalled, move: CallMove): Reason[] {
  if (amount === null) return []
  const left = sub(amount, calledOff)
  if (cmp(move.amount, left) <= 0 || cmp(move.amount, '0') <= 0) return []
  const values = { number, left: max(left, '0'), over: sub(move.amount, max(left, '0')), currency }
  return [reason('contract.over', 'lines', values)]
}

function lineProblems({ number, lines }: ContractCalled, facts: Facts, move: CallMove): Reason[] {
  return lines.flatMap((line): Reason[] => {
    const by = move.lines.get(line.id) ?? '0'
    if (line.qty === null || cmp(by, '0') <= 0) return []
    const left = max(sub(line.qty, line.calledQty), '0')
    if (cmp(by, left) <= 0) return []
    const at = facts.lines.find(one => one.contractLineId === line.id)
    const said = (qty: string): string => div(qty, line.factor, 6)
    const values = { number, name: line.name, unit: line.unit, left: said(left), over: said(sub(by, left)) }
    return [reason('contract.lineOver', at ? `lines.${at.no - 1}.unitQty` : 'lines', values)]
  })
}
