// A signing service is asked between two transactions, never twice for one contract, and never forgotten. The stand-in
// lives here: it signs, declines, answers late or not at all, as it is told, and remembers on its own side of the wire.
import { notifyAll } from '#features/notice/server/notice.service.ts'
import { visitorOf } from '#features/people/server/visitor.service.ts'
import { today } from '#kernel/clock.ts'
import { type Database, inOrg, type Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Envelope } from '../envelope.schema.ts'
import type { ContractSettings } from '../settings.schema.ts'
import { tellContract } from './contract.service.ts'
import { answeredBound, claimDue, findRemembered, lockWaiting, type Remembered, rememberBound } from './envelope.sql.ts'
import { holdContract } from './hold.service.ts'
import { contractingOf } from './settings.service.ts'
import { signHeld } from './sign.service.ts'

type Answer =
  | { readonly state: 'signed'; readonly name: string; readonly day: string }
  | { readonly state: 'declined' }
  | { readonly state: 'waiting' }
/** What is asked of any signing service: is this one there already, and only then: begin it. */
type SigningService = {
  readonly find: (ref: string) => Promise<Answer | undefined>
  readonly begin: (envelope: Envelope) => Promise<Answer>
}

type Where = { readonly orgId: string; readonly zone: string }
type Told = ContractSettings['esign']['standin']

function standinService(db: Database, { orgId, zone }: Where, { does, delay }: Told): SigningService {
  const said = (one: Remembered | undefined): Answer | undefined => {
    if (!one) return undefined
    if (Date.parse(one.readyAt) > db.clock.now().getTime()) return { state: 'waiting' }
    return one.answer === 'signed' ? { state: 'signed', name: one.name, day: one.day } : { state: 'declined' }
  }
  const find = (ref: string) => inOrg(db, orgId, { mode: 'read' }, tx => findRemembered(tx, ref)).then(said)
  return {
    find,
    begin: async ({ id, signer: name }) => {
      if (does === 'hang') return new Promise(() => undefined)
      const late = does === 'late' ? delay : 0
      const readyAt = new Date(db.clock.now().getTime() + late * 1000).toISOString()
      const answer = does === 'decline' ? 'declined' : 'signed'
      await inOrg(db, orgId, { mode: 'write' }, async tx =>
        tx.write(rememberBound(orgId, id, { answer, name, day: today(db.clock, zone), readyAt })),
      )
      return (await find(id)) ?? { state: 'waiting' }
    },
  }
}

/** Silence is no answer. */
async function askService(service: SigningService, envelope: Envelope, patience: number): Promise<Answer> {
  const silence = Promise.withResolvers<Answer>()
  const timer = setTimeout(() => silence.resolve({ state: 'waiting' }), patience)
  const asked = async () => (await service.find(envelope.id)) ?? (await service.begin(envelope))
  try {
    return await Promise.race([asked(), silence.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** One organisation's; answers how many were asked for. */
export async function signDue(db: Database, orgId: string, patience = 20_000): Promise<number> {
  const claim = async (tx: Tx) => ({ due: await claimDue(tx, 20), host: await visitorOf(tx, {}) })
  const { due, host } = await inOrg(db, orgId, { mode: 'write' }, claim)
  const service = standinService(db, { orgId, zone: host.org.zone }, contractingOf(host.org).esign.standin)
  for (const envelope of due) {
    const answer = await askService(service, envelope, patience)
    if (answer.state === 'waiting') continue
    await inOrg(db, orgId, { mode: 'write' }, tx => settle(tx, envelope, answer)).catch(unlessRefused)
  }
  return due.length
}

/** Signed on paper or taken back meanwhile: what the service says then changes nothing. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}

async function settle(tx: Tx, { id, contractId, contentHash }: Envelope, answer: Answer): Promise<void> {
  const service = { ...(await visitorOf(tx, {})), via: 'job' as const }
  const held = await holdContract(tx, service, contractId, { principal: 'service' })
  const { row } = held
  if (!(await lockWaiting(tx, id)) || row.contentHash !== contentHash) return
  if (answer.state === 'signed') {
    const proof = {
      way: 'esign',
      signedOn: answer.day,
      name: answer.name,
      providerRef: id,
      principal: 'service',
    } as const
    await signHeld(tx, service, held, proof)
    tx.write(answeredBound(tx, id, 'signed', null))
  } else {
    tx.write(answeredBound(tx, id, 'declined', 'contract.serviceDeclined'))
    tellContract(tx, { userId: null, via: 'job' }, row, { kind: 'contract.declined' })
  }
  const kind = answer.state === 'signed' ? 'contractSigned' : 'contractDeclined'
  const name = answer.state === 'signed' ? answer.name : ''
  const values = { number: row.number, title: row.title, name }
  notifyAll(tx, { userIds: [row.ownerId], kind, values, entity: 'contract', recordId: row.id })
}
