// Every statement about contracts on their way through a signing service.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { table } from '#kernel/table.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Envelope } from '../envelope.schema.ts'

export const contractEnvelopes = table('contract_envelopes', {
  id: 'uuid',
  contractId: 'uuid',
  state: 'text',
  signer: 'text',
  contentHash: 'text',
  sentAt: 'timestamptz',
  sentBy: 'uuid?',
  askedAt: 'timestamptz?',
  attempts: 'int',
  answeredAt: 'timestamptz?',
  why: 'text?',
})

const end = stmt(
  'contract_envelope.end',
  `update contract_envelopes set state = 'ended', answered_at = $3, why = $4 where org_id = $1 and contract_id = $2 and state = 'waiting'`,
)
/** Whatever the service says then is too late. */
export const endEnvelope = (tx: Tx, contractId: string, why: string): Bound => end(tx.orgId, contractId, tx.now, why)

const answer = stmt(
  'contract_envelope.answer',
  `update contract_envelopes set state = $3, answered_at = $4, why = $5 where org_id = $1 and id = $2 and state = 'waiting'`,
)
export const answeredBound = (tx: Tx, id: string, state: 'signed' | 'declined', why: string | null): Bound =>
  answer(tx.orgId, id, state, tx.now, why)

const columns = contractEnvelopes.select('e')
const ofContract = stmt(
  'contract_envelope.of',
  `select ${columns} from contract_envelopes e where e.org_id = $1 and e.contract_id = $2 order by e.sent_at desc, e.id desc limit 20`,
)
export const selectEnvelopes = (db: Db, contractId: string): Promise<Envelope[]> =>
  db.query<Envelope>(ofContract(db.orgId, contractId))

const waiting = stmt(
  'contract_envelope.waiting',
  `select ${columns} from contract_envelopes e where e.org_id = $1 and e.id = $2 and e.state = 'waiting' for no key update`,
)
/** The contract is held: this is its last lock. */
export const lockWaiting = (tx: Tx, id: string): Promise<Envelope | undefined> =>
  tx.one<Envelope>(waiting(tx.orgId, id))

const due = stmt(
  'contract_envelope.due',
  `update contract_envelopes t set asked_at = $2, attempts = t.attempts + 1 from (
     select e.id from contract_envelopes e where e.org_id = $1 and e.state = 'waiting'
       and (e.asked_at is null or e.asked_at < $2::timestamptz - least(e.attempts, 20) * interval '30 seconds') order by e.sent_at, e.id limit $3 for no key update skip locked) d
   where t.org_id = $1 and t.id = d.id returning ${contractEnvelopes.select('t')}`,
)
/** Taken by this caller: nobody else asks for them until the pause is over. */
export function claimDue(tx: Tx, limit: number): Promise<Envelope[]> {
  tx.level(lockLevel.contract)
  return tx.query<Envelope>(due(tx.orgId, tx.now, limit))
}

const remembered = stmt(
  'esign_standin.find',
  'select answer, name, day, ready_at from esign_standin where org_id = $1 and ref = $2',
)
const remember = stmt(
  'esign_standin.keep',
  'insert into esign_standin (org_id, ref, answer, name, day, ready_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
)
export type Remembered = {
  readonly answer: 'signed' | 'declined'
  readonly name: string
  readonly day: string
  readonly readyAt: string
}
export const findRemembered = (db: Db, ref: string): Promise<Remembered | undefined> =>
  db.one<Remembered>(remembered(db.orgId, ref))
export const rememberBound = (orgId: string, ref: string, one: Remembered): Bound =>
  remember(orgId, ref, one.answer, one.name, one.day, one.readyAt)
