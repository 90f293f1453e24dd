// The doors before anyone is signed in: sign-in, first run, invitations. Everything else comes through the mount.
import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { shape, Text } from '#kernel/api.ts'
import type { Database } from '#kernel/db.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import { wishedLang } from '#kernel/text.ts'
import { signInApi } from '../people.api.ts'
import {
  AcceptInvitation,
  Email,
  ForgotPassword,
  InvitationToken,
  Password,
  ResetPassword,
  SignUp,
} from '../people.schema.ts'
import { type Auth, makeAuth } from './auth.service.ts'
import { type Cookies, cookiesOf, forward, read, refuseFailed } from './forward.service.ts'
import { acceptInvitation, previewInvitation } from './invitation.service.ts'
import type { SendLetter } from './letter.service.ts'
import { afterRightPassword, beforePassword, limit, passwordOnly } from './lockout.service.ts'
import { chooseOrg, dropSessionByToken, hasActiveMembership } from './login.sql.ts'
import { hashOf, type Principals, sessionToken } from './principal.service.ts'
import { forgotPassword, resetPassword } from './reset.service.ts'
import { secondStepRoutes } from './secondStep.routes.ts'
import { findLoginOf, forgetTrusted } from './secondStep.sql.ts'
import { signUp, signUpOffer } from './signUp.service.ts'

export type AuthParts = {
  readonly database: Database
  readonly principals: Principals
  readonly secret: string
  readonly publicUrl: string | undefined
  readonly allowSignUp: boolean
  /** Null: no mail can go out from here. */
  readonly sendLetter: SendLetter | null
}

const rates = {
  signIn: { most: 60, seconds: 60 },
  signUp: { most: 20, seconds: 3600 },
  invitation: { most: 30, seconds: 600 },
  password: { most: 10, seconds: 600 },
  forgotten: { most: 5, seconds: 3600 },
} as const

/** Milliseconds, more than finding a login and writing its letter takes. */
const alike = 250

const SignIn = shape({ email: Email, password: Text(128, 1), rememberMe: Type.Optional(Type.Boolean()) })
const NewPassword = shape({ currentPassword: Text(128, 1), newPassword: Password })
const open = { config: { access: 'public' } } as const

export async function authRoutes(app: FastifyInstance, parts: AuthParts): Promise<void> {
  const auth = makeAuth(parts.database, parts)
  app.addHook('onClose', () => auth.close())
  app.addHook('onSend', async (_, reply) => {
    reply.header('cache-control', 'no-store')
  })
  signInRoutes(app, parts, auth)
  secondStepRoutes(app, parts, auth)
  signUpRoutes(app, parts, auth)
  resetRoutes(app, parts)
  app.post(`/api${signInApi.switchOrg.path}`, { config: { access: 'signedIn' } }, (request, reply) =>
    switchOrg(parts, request, reply),
  )
}

function signInRoutes(app: FastifyInstance, { database, secret }: AuthParts, auth: Auth): void {
  app.post('/api/auth/sign-in/email', open, async (request, reply) => {
    const body = read(SignIn, request)
    await limit(database, `signIn ${request.ip}`, rates.signIn)
    const { cookies, secondStep } = await signIn({ database, auth, request }, body)
    return reply.headers(cookies).send(secondStep ? { secondStep } : {})
  })
  app.post('/api/auth/sign-out', open, async (request, reply) => {
    const response = await forward(auth, request, '/sign-out', {})
    return reply.headers(cookiesOf(response)).send({})
  })
  // a page that starts asks this once: it moves the session's end on, and says which of the list is its own
  app.get('/api/auth/get-session', open, async (request, reply) => {
    const response = await forward(auth, request, '/get-session')
    const found = (await response.json()) as { session: { id: string; expiresAt: string } } | null // better-auth's own answer
    const { id, expiresAt } = found?.session ?? { id: null, expiresAt: null }
    return reply.headers(cookiesOf(response)).send({ id, expiresAt })
  })
  app.post('/api/auth/change-password', open, async (request, reply) => {
    const body = read(NewPassword, request)
    const token = sessionToken(request.headers.cookie, secret)
    if (!token) throw new Refusal('kernel.signIn', 'unauthenticated')
    await limit(database, `password ${hashOf(token)}`, rates.password)
    const login = await findLoginOf(database, token)
    const response = await forward(auth, request, '/change-password', { ...body, revokeOtherSessions: true })
    if (response.status === 400) throw new Refusal({ key: 'people.wrongPassword', path: 'currentPassword' })
    const cookies = cookiesOf(refuseFailed(response))
    if (login) await forgetTrusted(database, login.authId)
    return reply.headers(cookies).send({})
  })
}

/** Counted by address and by name: neither may be tried without end, nor a letter box be filled. */
function resetRoutes(app: FastifyInstance, { database, sendLetter }: AuthParts): void {
  app.post(`/api${signInApi.forgotPassword.path}`, open, async (request, reply) => {
    const { email } = read(ForgotPassword, request)
    await limit(database, `forgotten ${request.ip}`, rates.invitation)
    await limit(database, `forgotten ${email.toLowerCase()}`, rates.forgotten)
    const wish = wishedLang(request.headers['accept-language'])
    // how long it takes must not tell whether somebody has this address
    await Promise.all([sendLetter && forgotPassword(database, sendLetter, { email, wish }), setTimeout(alike)])
    return reply.send({})
  })
  app.post(`/api${signInApi.resetPassword.path}`, open, async (request, reply) => {
    const body = read(ResetPassword, request)
    await limit(database, `reset ${request.ip}`, rates.password)
    await resetPassword(database, body)
    return reply.send({})
  })
}

function signUpRoutes(app: FastifyInstance, { database, allowSignUp, sendLetter }: AuthParts, auth: Auth): void {
  const { signUpOffer: offer, signUp: up, previewInvitation: preview, acceptInvitation: take } = signInApi
  app.get(`/api${offer.path}`, open, async () => ({
    ...(await signUpOffer(database, allowSignUp)),
    mail: sendLetter !== null,
  }))
  app.post(`/api${up.path}`, open, async (request, reply) => {
    const body = read(SignUp, request)
    await limit(database, `signUp ${request.ip}`, rates.signUp)
    const { orgId, email } = await signUp(database, body, { allow: allowSignUp, address: request.ip })
    const { cookies } = await signIn({ database, auth, request }, { email, password: body.password }, orgId)
    return reply.code(201).headers(cookies).send({ orgId })
  })
  app.post(`/api${preview.path}`, open, async request => {
    const { token } = read(InvitationToken, request)
    await limit(database, `invitation ${request.ip}`, rates.invitation)
    return previewInvitation(database, token)
  })
  app.post(`/api${take.path}`, open, async (request, reply) => {
    const body = read(AcceptInvitation, request)
    await limit(database, `invitation ${request.ip}`, rates.invitation)
    const { orgId, email } = await acceptInvitation(database, body, request.ip)
    const { cookies } = await signIn({ database, auth, request }, { email, password: body.password }, orgId)
    return reply.code(201).headers(cookies).send({ orgId })
  })
}

type Entered = { readonly cookies: Cookies; readonly secondStep: boolean }

/**
 * One try, counted before the password is looked at; the answer carries nothing but the cookie. Where a code is still
 * owed the cookie opens nothing.
 */
async function signIn(
  { database, auth, request }: { database: Database; auth: Auth; request: FastifyRequest },
  body: Static<typeof SignIn>,
  orgId?: string,
): Promise<Entered> {
  await beforePassword(database, body.email, request.ip)
  const response = await forward(auth, request, '/sign-in/email', body)
  if (response.status === 401) throw new Refusal('people.wrongPassword', 'unauthenticated')
  const { token, user } = (await refuseFailed(response).json()) as { token?: string; user?: { id: string } } // better-auth's own answer
  if (!token || !user) {
    await passwordOnly(database, body.email, request.ip)
    return { cookies: cookiesOf(response), secondStep: true }
  }
  await afterRightPassword(database, body.email, request.ip)
  if (!(await hasActiveMembership(database, user.id))) {
    await dropSessionByToken(database, token)
    throw new Refusal('people.noMembership', 'forbidden')
  }
  if (orgId) await chooseOrg(database, token, orgId)
  return { cookies: cookiesOf(response), secondStep: false }
}

async function switchOrg(
  { database, principals, secret }: AuthParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { orgId } = read(signInApi.switchOrg.body, request)
  const token = sessionToken(request.headers.cookie, secret)
  if (!token || !(await principals.of(request.headers, { enrolling: true })))
    throw new Refusal('kernel.signIn', 'unauthenticated')
  if (!(await chooseOrg(database, token, orgId))) throw missing('org')
  return reply.send({ orgId })
}
