// The second step, where it touches cookies: better-auth keeps secret, challenge and trusted devices; what counts
// tries and lets no code open twice is ours.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { renderSVG } from 'uqr'
import { shape, Text } from '#kernel/api.ts'
import { type Database, inOrg } from '#kernel/db.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import { stepDue } from '../secondStep.rules.ts'
import type { StepOffer } from '../secondStep.schema.ts'
import type { AuthParts } from './auth.routes.ts'
import type { Auth } from './auth.service.ts'
import { hashedCode } from './backupCode.service.ts'
import { type Asking, cookiesOf, forward, read, refuseFailed } from './forward.service.ts'
import { afterRightPassword, beforePassword, limit } from './lockout.service.ts'
import { dropSessionByToken, hasActiveMembership } from './login.sql.ts'
import { sessionToken, signedCookie } from './principal.service.ts'
import { selectActor } from './principal.sql.ts'
import { findMembers } from './reset.sql.ts'
import { proofOf } from './secondStep.service.ts'
import { claimCode, endOthers, findChallenged, findLoginOf, forgetTrusted, releaseCode } from './secondStep.sql.ts'

const Code = shape({ code: Text(40, 1), trustDevice: Type.Optional(Type.Boolean()) })
const Secret = shape({ password: Text(128, 1) })
const Off = shape({ password: Text(128, 1), code: Text(40, 1) })
const open = { config: { access: 'public' } } as const
const rate = { most: 10, seconds: 600 } as const

type Ask = { readonly parts: AuthParts; readonly auth: Auth; readonly request: FastifyRequest }
type Spend = Pick<Ask, 'parts' | 'auth'> & { readonly request: Asking }
type Given = { readonly code: string; readonly trustDevice?: boolean }

export function secondStepRoutes(app: FastifyInstance, parts: AuthParts, auth: Auth): void {
  const at = (path: string, answer: (ask: Ask, reply: FastifyReply) => Promise<FastifyReply>) =>
    app.post(`/api/auth/second-step/${path}`, open, (request, reply) => answer({ parts, auth, request }, reply))
  at('verify', verify)
  at('enable', enable)
  at('confirm', confirm)
  at('disable', disable)
  at('codes', newCodes)
  at('fresh', fresh)
}

/** The password was right; now the code, of which five wrong ones lock as wrong passwords do (C127). */
async function verify({ parts, auth, request }: Ask, reply: FastifyReply): Promise<FastifyReply> {
  const { database, secret } = parts
  const given = read(Code, request)
  const challenge = signedCookie('two_factor', request.headers.cookie, secret)
  const login = challenge && (await findChallenged(database, challenge))
  if (!login) throw new Refusal('people.stepGone', 'unauthenticated')
  await beforePassword(database, login.email, request.ip)
  // a session that is still there would be asked instead of the challenge
  const cookie = withoutSession(request.headers.cookie)
  const { ip, protocol, host, headers } = request
  const asking = { ip, protocol, host, headers: { ...headers, cookie } }
  const response = await spend({ parts, auth, request: asking }, login.authId, given)
  const { token } = (await response.json()) as { token: string } // better-auth's own answer
  await afterRightPassword(database, login.email, request.ip)
  if (!(await hasActiveMembership(database, login.authId))) {
    await dropSessionByToken(database, token)
    throw new Refusal('people.noMembership', 'forbidden')
  }
  return reply.headers(cookiesOf(response)).send({})
}

const withoutSession = (cookies = ''): string =>
  cookies
    .split(/;\s*/)
    .filter(one => !/^(?:__Secure-)?baton\.session_token=/.test(one))
    .join('; ')

/** Six digits are the phone's, anything else a backup code. Claimed before it is looked at: two at once cannot both open. */
async function spend({ parts, auth, request }: Spend, authId: string, given: Given): Promise<Response> {
  const { database } = parts
  const code = given.code.replace(/\s/g, '')
  const byPhone = /^\d{6}$/.test(code)
  const kept = byPhone ? code : hashedCode(code)
  if (!(await claimCode(database, authId, kept)))
    throw new Refusal(reason('people.codeUsed', 'code'), 'unauthenticated')
  const path = byPhone ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code'
  const body = { code: kept, ...(given.trustDevice && { trustDevice: true }) }
  const response = await forward(auth, request, path, body)
  if (response.ok) return response
  await releaseCode(database, authId, kept)
  if (response.status === 429) throw new Refusal({ key: 'people.locked', values: { minutes: 15 } }, 'tooMany')
  if (response.status < 500) throw new Refusal(reason('people.wrongCode', 'code'), 'unauthenticated')
  return refuseFailed(response)
}

async function mine({ parts, request }: Ask) {
  const { database, secret } = parts
  const token = sessionToken(request.headers.cookie, secret)
  const login = token ? await findLoginOf(database, token) : undefined
  if (!token || !login) throw new Refusal('kernel.signIn', 'unauthenticated')
  await limit(database, `secondStep ${login.authId}`, rate)
  return { token, ...login }
}

function rightPassword(response: Response): Response {
  if (response.status === 400) throw new Refusal(reason('people.wrongPassword', 'password'))
  return refuseFailed(response)
}

async function enable(ask: Ask, reply: FastifyReply): Promise<FastifyReply> {
  const { on } = await mine(ask)
  if (on) throw new Refusal('people.stepOn', 'conflict')
  const response = rightPassword(await forward(ask.auth, ask.request, '/two-factor/enable', read(Secret, ask.request)))
  const { totpURI, backupCodes } = (await response.json()) as { totpURI: string; backupCodes: string[] } // better-auth's own answer
  const secret = new URL(totpURI).searchParams.get('secret') ?? ''
  const offer: StepOffer = { secret, qr: renderSVG(totpURI, { border: 2 }), codes: backupCodes }
  return reply.send(offer)
}

/** From here on; every other session of this login was opened without a second step and ends. */
async function confirm(ask: Ask, reply: FastifyReply): Promise<FastifyReply> {
  const { authId, email, on } = await mine(ask)
  if (on) throw new Refusal('people.stepOn', 'conflict')
  const response = await spend(ask, authId, digits(read(Code, ask.request)))
  const cookies = cookiesOf(response)
  const token = sessionToken(cookies['set-cookie']?.map(one => one.split(';')[0]).join('; '), ask.parts.secret)
  if (!token) throw new Error('better-auth opened no new session')
  await endOthers(ask.parts.database, authId, token)
  await tellAll(ask.parts.database, email, 'user.secondStepOn')
  return reply.headers(cookies).send({})
}

/** A backup code proves nothing about the phone. */
function digits(given: Given): Given {
  if (!/^[\d\s]+$/.test(given.code)) throw new Refusal(reason('people.wrongCode', 'code'), 'unauthenticated')
  return given
}

async function disable(ask: Ask, reply: FastifyReply): Promise<FastifyReply> {
  const { authId, email, on } = await mine(ask)
  const { password, code } = read(Off, ask.request)
  if (!on) throw new Refusal('people.stepOff', 'conflict')
  await refuseRequired(ask.parts.database, email)
  await spend(ask, authId, { code })
  const response = rightPassword(await forward(ask.auth, ask.request, '/two-factor/disable', { password }))
  await forgetTrusted(ask.parts.database, authId)
  await tellAll(ask.parts.database, email, 'user.secondStepOff')
  return reply.headers(cookiesOf(response)).send({})
}

async function refuseRequired(database: Database, email: string): Promise<void> {
  for (const { orgId, userId } of await findMembers(database, email)) {
    const row = await inOrg(database, orgId, { mode: 'read' }, db => selectActor(db, userId))
    if (row && stepDue({ settings: row.orgSettings }, row.roles, row.joined) !== undefined)
      throw new Refusal('people.stepRequired', 'forbidden')
  }
}

async function newCodes(ask: Ask, reply: FastifyReply): Promise<FastifyReply> {
  await mine(ask)
  const body = read(Secret, ask.request)
  const response = rightPassword(await forward(ask.auth, ask.request, '/two-factor/generate-backup-codes', body))
  const { backupCodes } = (await response.json()) as { backupCodes: string[] } // better-auth's own answer
  return reply.send({ codes: backupCodes })
}

async function fresh(ask: Ask, reply: FastifyReply): Promise<FastifyReply> {
  const { authId, on } = await mine(ask)
  if (!on) throw new Refusal('people.stepOff', 'conflict')
  const { database, secret } = ask.parts
  await spend(ask, authId, read(Code, ask.request))
  return reply.send({ proof: proofOf(secret, authId, database.clock.now().getTime()) })
}

/** Every company of the login reads it in its trail. */
async function tellAll(database: Database, email: string, kind: string): Promise<void> {
  for (const { orgId, userId } of await findMembers(database, email))
    await inOrg(database, orgId, { mode: 'write' }, async tx => {
      tell(tx, { actor: { userId, via: 'screen' }, entity: 'user', recordId: userId, kind })
    })
}
