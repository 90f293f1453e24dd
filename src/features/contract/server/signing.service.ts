// Our side of signing: the link is given out, the contract is sent to the service, and what comes back is seen.
import { makeLink, visitsOf } from '#features/link/server/link.service.ts'
import type { Actor } from '#kernel/access.ts'
import { addDays, dayRange, today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { SigningSide } from '../envelope.schema.ts'
import { getContract, type Held, mustMay, tellContract } from './contract.service.ts'
import type { ContractRow } from './contract.table.ts'
import { contractEnvelopes, selectEnvelopes } from './envelope.sql.ts'
import { holdContract } from './hold.service.ts'
import { contractingOf } from './settings.service.ts'

/** Long enough to be carried through a company; what was signed can be read on for a while. */
const opensFor = 60

export async function readSigning(db: Db, actor: Actor, id: string): Promise<SigningSide> {
  const asked = [visitsOf(db, 'contract', id), selectEnvelopes(db, id)] as const
  const [, visits, envelopes] = await Promise.all([getContract(db, actor, id), ...asked])
  return { visits, envelopes, service: contractingOf(actor.org).esign.channel !== 'none' }
}

type Given = { readonly id: string; readonly path: string; readonly expiresAt: string }

/** The token is in the answer and nowhere else. */
export async function giveContractLink(
  tx: Tx,
  actor: Actor,
  id: string,
  input: { receiver?: string | null },
): Promise<Given> {
  const { row } = await holdToSign(tx, actor, id)
  const receiver = input.receiver?.trim() || null
  tellContract(tx, actor, row, { kind: 'contract.linked', after: { ...(receiver && { text: receiver }) } })
  return linkTo(tx, row, { zone: actor.org.zone, receiver, by: actor.userId })
}

/** Of a link that is made today. */
export const lastDayOf = (db: Db, zone: string): string => addDays(today(db.database.clock, zone), opensFor)

type To = { readonly zone: string; readonly receiver: string | null; readonly by: string | null }

export function linkTo(tx: Tx, { id: recordId }: ContractRow, { zone, receiver, by }: To): Given {
  const expiresAt = dayRange(lastDayOf(tx, zone), zone).end.toISOString()
  return makeLink(tx, { scope: 'contract', entity: 'contract', recordId, receiver, expiresAt, createdBy: by })
}

async function holdToSign(tx: Tx, actor: Actor, id: string): Promise<Held> {
  const held = await holdContract(tx, actor, id)
  mustMay(actor, 'contract.sign', held.row)
  refuseAll(notToSign(held.row))
  return held
}

export const notToSign = ({ state }: Pick<ContractRow, 'state'>): Reason[] =>
  state === 'to_sign' ? [] : [reason('contract.notToSign', undefined, { state })]

/** Asked again and again by the job until it answers. */
export async function sendOutContract(tx: Tx, actor: Actor, id: string, signer: string): Promise<SigningSide> {
  const { row } = await holdToSign(tx, actor, id)
  if (contractingOf(actor.org).esign.channel === 'none') throw new Refusal('contract.noService')
  if (signer.trim() === '') throw new Refusal(reason('field.required', 'signer'))
  if ((await selectEnvelopes(tx, id)).some(one => one.state === 'waiting'))
    throw new Refusal('contract.atService', 'conflict')
  const blank = { state: 'waiting', askedAt: null, attempts: 0, answeredAt: null, why: null }
  const own = { id: newId(), contractId: id, signer: signer.trim(), sentAt: tx.now, sentBy: actor.userId }
  tx.write(contractEnvelopes.insert(tx.orgId, [{ ...blank, ...own, contentHash: row.contentHash ?? '' }]))
  tellContract(tx, actor, row, { kind: 'contract.sentOut', after: { text: own.signer } })
  return readSigning(tx, actor, id)
}
