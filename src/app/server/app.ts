// The composition root: everything that the server is made of. `app.close()` gives all of it back.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import serveFiles from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { publicFormApi } from '#features/capture/public.api.ts'
import { formRoutes } from '#features/capture/server/public.routes.ts'
import { type EmailParts, loseRecordMail, writeRecordMail } from '#features/email/server/email.service.ts'
import { type Poller, startImap } from '#features/email/server/imapPoll.service.ts'
import { openSmtpIn, type SmtpIn } from '#features/email/server/smtpIn.service.ts'
import { pictureAddress } from '#features/file/server/logo.service.ts'
import { publicRoutes } from '#features/link/server/public.routes.ts'
import type { BotParts } from '#features/notice/server/bot.service.ts'
import { sendToBot } from '#features/notice/server/botPost.service.ts'
import { postThrough, sendLetter } from '#features/notice/server/mail.service.ts'
import { signInApi } from '#features/people/people.api.ts'
import { authRoutes } from '#features/people/server/auth.routes.ts'
import { limitBadKeys } from '#features/people/server/badKeys.service.ts'
import { refuseForeignPages } from '#features/people/server/foreignPage.service.ts'
import { registerLetter, type SendLetter } from '#features/people/server/letter.service.ts'
import { principals } from '#features/people/server/principal.service.ts'
import { botWork } from '#jobs/botWork.ts'
import { carrierWork } from '#jobs/carrierWork.ts'
import { invoiceWork } from '#jobs/invoiceWork.ts'
import { mailWork } from '#jobs/mailWork.ts'
import { purgeWork } from '#jobs/purgeWork.ts'
import { type Jobs, startJobs } from '#jobs/startJobs.ts'
import { surveyWork } from '#jobs/surveyWork.ts'
import type { Work } from '#jobs/work.ts'
import { answerForm } from '#journeys/answerForm.ts'
import type { OrgFacts } from '#kernel/access.ts'
import { type Database, openDatabase } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { sealerOf } from '#kernel/sealed.ts'
import { listOrgs } from '../ops/rebuild.ts'
import type { Config } from './config.ts'
import type { Databases } from './databases.ts'
import { docsRoutes } from './docs.ts'
import { registerEntities } from './entities.ts'
import { mountFeatures } from './features.ts'
import { health } from './health.ts'
import { forgetKeys } from './idempotency.ts'
import { liveRoutes } from './live.ts'
import type { LogStream } from './log.ts'
import { RequestLog, serializers } from './logged.ts'
import type { MountContext } from './mount.ts'
import { permissionRows } from './permissions.ts'
import { sendError } from './reply.ts'
import { authSecret } from './secret.ts'
import { refuseBroken, uploads, wire } from './wire.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A permission, `signedIn` or `public`: a route without one stops the start. */
    access?: string
  }
  interface FastifyInstance {
    /** What tests, the demo and commands need of a running server. */
    baton: { readonly db: Database; readonly rows: MountContext['rows'] }
  }
}

export type AppParts = {
  readonly config: Config
  readonly databases: Pick<Databases, 'appUrl' | 'stepDown' | 'opsUrl'>
  readonly log: LogStream
  /** Tests hold every answer to its schema. */
  readonly checkReply?: MountContext['checkReply']
  /** Whether this process also works at what runs by itself: reminders, expiries, clean-up. */
  readonly jobs?: boolean
}

const bodyLimit = 4 * 1024 * 1024

export async function buildApp({ config, databases, log, checkReply, jobs }: AppParts): Promise<FastifyInstance> {
  const db = openDatabase({ url: databases.appUrl, stepDown: databases.stepDown })
  const app = newServer(config, log)
  app.addHook('onClose', () => db.pool.end())
  await app.register(cookie)
  await app.register(multipart, { limits: uploads })
  await app.register(health, { pool: db.pool })
  registerEntities()
  const secret = authSecret(config.dataDir, config.authSecret)
  const who = principals(db, { permissions: permissionRows, secret })
  const context: MountContext = { db, principals: who, rows: [], ...(checkReply && { checkReply }) }
  const { publicUrl, allowSignUp, smtpUrl } = config
  const mailServer = smtpUrl ? new URL(smtpUrl).hostname : null
  const filesFolder = join(config.dataDir, 'files')
  // a letter is a link: without an address of our own there is none to send
  const letters = smtpUrl && publicUrl ? sendLetter : null
  const email = recordMail(config, filesFolder)
  const bots = { sealer: sealerOf(secret), hosts: config.botHosts }
  mountFeatures(app, context, {
    bots,
    email,
    filesFolder,
    mailServer,
    sendLetter: letters ?? (async () => false),
    secret,
  })
  const signIn = { database: db, principals: who, secret, publicUrl, allowSignUp, sendLetter: letters }
  await app.register(authRoutes, signIn)
  for (const [name, row] of Object.entries({ ...signInApi, ...publicFormApi })) context.rows.push({ name, row })
  await app.register(liveRoutes, { db, principals: who, url: databases.appUrl })
  await app.register(docsRoutes)
  const logo = (org: OrgFacts) => pictureAddress(org, filesFolder, 'logo')
  await app.register(publicRoutes, { database: db, logo, folder: filesFolder })
  await app.register(formRoutes, { database: db, logo, secret, receive: answerForm })
  if (jobs) receiveMails(app, config.mailIn, { db, filesFolder })
  if (jobs) runJobs(app, { db, opsUrl: databases.opsUrl, more: moreWorks(config, { filesFolder, bots, letters }) })
  await servePages(app)
  app.decorate('baton', { db, rows: context.rows })
  return app
}

/** What mails of records need; its letters are written by it. */
function recordMail({ mailIn, smtpUrl }: Config, folder: string): EmailParts {
  const parts = { domain: mailIn?.domain, canSend: smtpUrl !== undefined, folder }
  registerLetter('record', writeRecordMail(parts), loseRecordMail)
  return parts
}

type MailParts = { readonly db: Database; readonly filesFolder: string }

/** Where mail comes in: both ways end in the same place. */
function receiveMails(app: FastifyInstance, mailIn: Config['mailIn'], { db, filesFolder: folder }: MailParts): void {
  if (!mailIn) return
  const { domain, port, imapUrl, trusted } = mailIn
  const parts = { domain, folder, permissions: permissionRows, trusted }
  const failed = (error: unknown) => app.log.error({ err: error }, 'mail in')
  let receiver: SmtpIn | undefined
  let poller: Poller | undefined
  app.addHook('onReady', async () => {
    if (port !== undefined) receiver = await openSmtpIn({ db, parts, port, host: '0.0.0.0', failed })
    if (imapUrl !== undefined) poller = startImap({ db, parts, url: imapUrl, failed })
  })
  app.addHook('onClose', async () => {
    await Promise.all([receiver?.close(), poller?.stop()])
  })
}

type WorkParts = { readonly filesFolder: string; readonly bots: BotParts; readonly letters: SendLetter | null }

/** What lives above the jobs' own reach. */
function moreWorks({ smtpUrl, publicUrl }: Config, { filesFolder, bots, letters }: WorkParts): Work[] {
  return [
    forgetKeys,
    purgeWork(filesFolder),
    invoiceWork(permissionRows),
    carrierWork(permissionRows),
    botWork({ ...bots, publicUrl, send: request => sendToBot(request) }),
    ...(smtpUrl ? [mailWork(postThrough(smtpUrl, publicUrl, permissionRows, filesFolder))] : []),
    ...(letters ? [surveyWork(letters)] : []),
  ]
}

/** What holds for every request, before any route is known. */
function newServer(config: Config, log: LogStream): FastifyInstance {
  const app = Fastify({
    logger: { level: config.logLevel, stream: log, serializers },
    logController: new RequestLog(),
    trustProxy: config.trustProxy,
    genReqId: newId,
    bodyLimit,
    // the jobs begin before we listen, and on a slow or busy machine that takes longer than ten seconds: late, not never
    pluginTimeout: 0,
    routerOptions: { maxParamLength: 200 },
    ...wire,
    clientErrorHandler: refuseBroken,
  })
  refuseOpenRoutes(app)
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'same-origin')
  })
  app.setErrorHandler(sendError)
  limitBadKeys(app)
  refuseForeignPages(app, config.publicUrl)
  return app
}

type Running = { readonly db: Database; readonly opsUrl: string; readonly more: readonly Work[] }

function runJobs(app: FastifyInstance, { db, opsUrl, more }: Running): void {
  let jobs: Jobs | undefined
  app.addHook('onReady', async () => {
    jobs = await startJobs({
      db,
      orgs: async () => (await listOrgs(opsUrl)).map(org => org.id),
      failed: (error, job) => app.log.error({ err: error, ...job }, job?.isLast ? 'job gave up' : 'jobs'),
      more,
    })
  })
  app.addHook('onClose', () => jobs?.stop())
}

const pagesFolder = fileURLToPath(new URL('../../../dist/web', import.meta.url))

/** The server refuses to start with a route that says nothing of who may call it. */
function refuseOpenRoutes(app: FastifyInstance): void {
  app.addHook('onRoute', route => {
    // the bundle's files hold nothing secret
    if (servingPages) route.config = { ...route.config, access: 'public' }
    if (route.method === 'HEAD' || route.method === 'OPTIONS') return
    if (!route.config?.access) throw new Error(`${route.method} ${route.url} declares no access`)
  })
}

let servingPages = false

// nothing is asked of another address, no page stands in another's frame; antd writes its styles as it draws
const pagePolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  // a voice note is played from what was fetched: some browsers ask for media in pieces
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

/** A browser names HTML; a load balancer's probe asks for the root and names nothing. */
function asksForPage({ method, url, headers }: FastifyRequest): boolean {
  if (!/^(GET|HEAD)$/.test(method) || url.startsWith('/api')) return false
  const accept = headers.accept ?? '*/*'
  return accept.includes('text/html') || (url === '/' && accept.includes('*/*'))
}

/** The page's own addresses all answer with the one document; unknown ones under /api with a refusal. */
async function servePages(app: FastifyInstance): Promise<void> {
  const built = existsSync(pagesFolder)
  if (built) {
    servingPages = true
    try {
      await app.register(serveFiles, { root: pagesFolder, prefix: '/', wildcard: false, index: false, maxAge: '1h' })
    } finally {
      servingPages = false
    }
  }
  app.setNotFoundHandler((request, reply) => {
    if (built && asksForPage(request))
      return reply
        .header('cache-control', 'no-cache')
        .header('content-security-policy', pagePolicy)
        .sendFile('index.html')
    return reply.code(404).send({ reasons: [{ key: 'kernel.noRoute' }] })
  })
}
