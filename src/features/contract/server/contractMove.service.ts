// Moves of contracts: approved by those whom the rule asks, bound to what the contract says; ended by people or the clock.

import type { SubjectFact } from '#features/approval/approval.schema.ts'
import {
  type About,
  findApproval,
  lockApproval,
  startApproval,
  voidApproval,
} from '#features/approval/server/approval.service.ts'
import { readPlan } from '#features/approval/server/plan.service.ts'
import type { ApprovalSubject, Told } from '#features/approval/server/subject.service.ts'
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { endLinks, holdLinks } from '#features/link/server/link.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { formatMoney } from '#kernel/money.ts'
import { reducedBy } from '#kernel/reduced.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import { longestDays } from '#kernel/terms.ts'
import { changes, editStamp } from '#meta/server/record.service.ts'
import { type ContractMove, contractFlow } from '../contract.flow.ts'
import type { ContractFacts } from '../contract.rules.ts'
import type { MoveInput, WholeContract } from '../contract.schema.ts'
import { getContract, type Held, hashOf, readContract, refuseOld, tellContract } from './contract.service.ts'
import { selectContractRows, selectLinesOf } from './contract.sql.ts'
import { type ContractRow, contracts } from './contract.table.ts'
import { endEnvelope } from './envelope.sql.ts'
import { holdContract } from './hold.service.ts'
import { frozenVersion } from './template.service.ts'

const { submit, withdraw, sign, merge, complete, terminate, cancel } = contractFlow
/** The moves that people make; the rest belong to approval and clock. */
export const byHand = { submit, withdraw, sign, merge, complete, terminate, cancel } as const
export type HandMove = keyof typeof byHand
/** Signing brings what proves it: `sign.service.ts`. */
export type OwnMove = Exclude<HandMove, 'sign' | 'merge'>

const aboutReview = (recordId: string): About => ({ entity: 'contract', purpose: 'review', recordId })

export async function factsOf(
  db: Db,
  actor: Pick<Actor, 'org'>,
  held: Held,
  input: MoveInput = {},
): Promise<ContractFacts> {
  const { row, lines, amends } = held
  const customers = await findCustomers(db, [row.customerId])
  return {
    ...row,
    lineCount: lines.length,
    lines,
    customerActive: customers.get(row.customerId)?.state === 'active',
    day: today(db.database.clock, actor.org.zone),
    openOrders: input.openOrders ?? 0,
    amends: amends && { ...amends.row, lines: amends.lines },
    signedOn: input.signedOn,
    reason: input.reason,
  }
}

/** What the page's move bar draws: an agreement is signed by the move of its own. */
export async function contractOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const contract = await getContract(db, actor, id)
  const ids = contract.amendsId ? [id, contract.amendsId] : [id]
  const [rows, lines] = await Promise.all([selectContractRows(db, ids), selectLinesOf(db, ids)])
  const of = (one: string) => ({
    row: rows.find(row => row.id === one),
    lines: lines.filter(line => line.contractId === one),
  })
  const [own, amends] = [of(id), contract.amendsId ? of(contract.amendsId) : undefined]
  if (!own.row) throw missing('contract')
  const { row } = own
  const held: Held = { ...own, row, amends: amends?.row && { ...amends, row: amends.row } }
  const facts = await factsOf(db, actor, held)
  const not = row.amendsId ? 'sign' : 'merge'
  return movesFrom(contractFlow, facts, permission => can(actor, permission, row)).filter(
    offer => offer.move in byHand && offer.move !== not,
  )
}

/** All reasons at once; answers where it leads. */
type Judging = { readonly facts: ContractFacts; readonly move: ContractMove; readonly principal?: string | undefined }
export function judged(actor: Actor, row: ContractRow, { facts, move, principal }: Judging) {
  const verdict = judge(contractFlow, move, facts, permission => principal !== undefined || can(actor, permission, row))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  return verdict.to
}

type Step = Partial<ContractRow> & { readonly told: string; readonly words?: string | undefined }
type By = Pick<Actor, 'userId' | 'via'> | { readonly userId: null; readonly via: 'job' }

export function step(
  tx: Tx,
  actor: Actor | undefined,
  row: ContractRow,
  { told, words, ...change }: Step,
): ContractRow {
  const stamp = actor ? editStamp(tx, actor, row) : { version: row.version + 1, updatedAt: tx.now, updatedBy: null }
  const next: ContractRow = { ...row, ...change, ...stamp }
  tx.write(contracts.update(tx.orgId, next))
  const { before, after } = changes(row, next)
  const by: By = actor ?? { userId: null, via: 'job' }
  const said = { ...after, ...(words && { note: words }) }
  tellContract(tx, by, next, { kind: `contract.${told}`, from: row.state, to: next.state, before, after: said })
  return next
}

export async function moveContract(
  tx: Tx,
  actor: Actor,
  id: string,
  ...[move, input]: readonly [move: OwnMove, input: MoveInput]
): Promise<WholeContract> {
  await carry[move](tx, actor, id, input)
  return readContract(tx, actor, id)
}

type Carry = (tx: Tx, actor: Actor, id: string, input: MoveInput) => Promise<void>

async function heldFor(tx: Tx, actor: Actor, id: string, input: MoveInput): Promise<Held> {
  const held = await holdContract(tx, actor, id)
  refuseOld(held.row, input.version)
  return held
}

const carry: Readonly<Record<OwnMove, Carry>> = {
  /** Where nobody is asked it goes straight on. */
  submit: async (tx, actor, id, input) => {
    const held = await heldFor(tx, actor, id, input)
    judged(actor, held.row, { facts: await factsOf(tx, actor, held), move: 'submit' })
    const plan = await readPlan(tx, actor, aboutReview(id), toldOf(held))
    const frozen = { ...held.row, templateVersion: await frozenVersion(tx, held.row.templateId) }
    const contentHash = hashOf(frozen, held.lines)
    const row = { ...frozen, contentHash, submittedAt: tx.now }
    const asked = startApproval(tx, actor, plan, await wishOf(tx, row, contentHash))
    const submitted = step(tx, actor, row, { state: 'in_approval', told: 'submitted', words: input.note })
    if (!asked) pass(tx, actor, submitted)
  },

  withdraw: async (tx, actor, id, input) => {
    await holdLinks(tx, 'contract', id)
    const request = await lockApproval(tx, aboutReview(id))
    const held = await heldFor(tx, actor, id, input)
    judged(actor, held.row, { facts: await factsOf(tx, actor, held), move: 'withdraw' })
    // submitted since its request was looked for, which could no longer be locked in its turn
    if ((await findApproval(tx, aboutReview(id)))?.id !== request?.id) throw new Refusal('kernel.stale', 'conflict')
    voidApproval(tx, actor, request)
    endLinks(tx, 'contract', id)
    tx.write(endEnvelope(tx, id, 'contract.withdrawnThere'))
    step(tx, actor, held.row, { ...undone, told: 'withdrawn', words: input.note })
  },

  complete: (tx, actor, id, input) => ended(tx, actor, id, { move: 'complete', input }),
  terminate: (tx, actor, id, input) => ended(tx, actor, id, { move: 'terminate', input }),
  cancel: (tx, actor, id, input) => ended(tx, actor, id, { move: 'cancel', input }),
}

const undone = { state: 'draft', approvedHash: null, approvedAt: null } as const

const pass = (tx: Tx, actor: Actor, row: ContractRow): ContractRow =>
  step(tx, actor, row, {
    state: 'to_sign',
    approvedHash: row.contentHash,
    approvedAt: tx.now,
    told: 'approved',
  })

async function wishOf(tx: Tx, row: ContractRow, contentHash: string) {
  const customer = (await findCustomers(tx, [row.customerId])).get(row.customerId)
  const sum = row.amount === null ? '' : formatMoney(row.amount, row.currency, 'zh-CN')
  const title = [row.number, customer?.name, sum].filter(Boolean).join(' · ')
  return { ...aboutReview(row.id), title, href: `/contracts/${row.id}`, contentHash, threadId: row.threadId }
}

const endedWords = { complete: 'completed', terminate: 'terminated', cancel: 'cancelled' } as const
type Ending = { readonly move: keyof typeof endedWords; readonly input: MoveInput }

async function ended(tx: Tx, actor: Actor, id: string, { move, input }: Ending): Promise<void> {
  const held = await heldFor(tx, actor, id, input)
  const facts = await factsOf(tx, actor, held, {
    ...input,
    ...(move === 'terminate' && { reason: input.reason ?? '' }),
  })
  const state = judged(actor, held.row, { facts, move })
  const endReason = input.reason?.trim() || null
  step(tx, actor, held.row, { state, endedAt: tx.now, endReason, told: endedWords[move], words: input.note })
}

const contractFacts: readonly SubjectFact[] = [
  { key: 'amount', kind: 'money', field: 'amount' },
  { key: 'discountPercent', kind: 'percent', field: 'amount' },
  { key: 'paymentDays', kind: 'days' },
  { key: 'framework', kind: 'yesNo' },
]
/** Without end in money is more than any sum. */
const noEnd = '99999999999999'

function toldOf({ row, lines }: Pick<Held, 'row' | 'lines'>): Told {
  const values = {
    amount: row.amount === null ? noEnd : row.baseAmount,
    discountPercent: reducedBy(lines.filter(line => !line.asNeeded)),
    paymentDays: String(longestDays(row.terms)),
    framework: row.kind === 'framework',
  }
  return { values, details: [], of: hashOf(row, lines) }
}

/** What the approval knows of a contract: the last yes makes it ready to be signed, as it was put to approval. */
export const contractReview: ApprovalSubject = {
  entity: 'contract',
  purpose: 'review',
  usual: [
    { by: 'departmentHead', mode: 'any' },
    { by: 'role', role: 'finance', mode: 'any' },
  ],
  facts: contractFacts,
  async told(db, _actor, id) {
    const [[row], lines] = await Promise.all([selectContractRows(db, [id]), selectLinesOf(db, [id])])
    if (!row) throw missing('contract')
    return toldOf({ row, lines })
  },
  async hash(db, id) {
    const [[row], lines] = await Promise.all([selectContractRows(db, [id]), selectLinesOf(db, [id])])
    return row && hashOf(row, lines)
  },
  async approved(tx, approver, { recordId }) {
    const held = await holdContract(tx, approver, recordId, { principal: 'approval' })
    judged(approver, held.row, { facts: await factsOf(tx, approver, held), move: 'approve', principal: 'approval' })
    pass(tx, approver, held.row)
  },
  async returned(tx, actor, { recordId, reason: words }) {
    const held = await holdContract(tx, actor, recordId, { principal: 'approval' })
    judged(actor, held.row, { facts: await factsOf(tx, actor, held), move: 'sendBack', principal: 'approval' })
    step(tx, actor, held.row, { ...undone, told: 'sentBack', ...(words && { words }) })
  },
}
