import { tmpdir } from 'node:os'
import type { InjectOptions, LightMyRequestResponse as Response } from 'fastify'
import type { Database } from '#kernel/db.ts'
import { buildApp } from '../src/app/server/app.ts'
import { readConfig } from '../src/app/server/config.ts'
import { replyProblem } from '../src/app/server/input.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type Anyone, type World, worldOn } from './world.ts'

type Body = Readonly<Record<string, unknown>>
type Headers = Readonly<Record<string, string>>

/** Requests as a named person. Paths are under /api; answers come with their JSON. */
export type Caller = {
  get(path: string, headers?: Headers): Promise<Answer>
  post(path: string, body?: Body, headers?: Headers): Promise<Answer>
  patch(path: string, body: Body, headers?: Headers): Promise<Answer>
  put(path: string, body: Body, headers?: Headers): Promise<Answer>
  delete(path: string, headers?: Headers): Promise<Answer>
}
export type Answer = { readonly status: number; readonly body: Body; readonly response: Response }

export type TestApp = {
  readonly app: Awaited<ReturnType<typeof buildApp>>
  readonly db: Database
  readonly database: TestDatabase
  readonly world: World
  as(who: Anyone): Caller
  /** Without any sign-in, or with headers of one's own. */
  with(headers: Headers): Caller
  close(): Promise<void>
}

const quiet = (_line: string): void => undefined

/** The whole server on a database of its own; every answer is held to its schema. Once a file, in `beforeAll`. */
export async function testApp(env: Readonly<Record<string, string>> = {}, log = quiet): Promise<TestApp> {
  const database = await testDatabase('world')
  const app = await appOn(database, env, log)
  const { db } = app.baton
  const world = worldOn(db)
  const close = async () => {
    await app.close()
    await database.drop()
  }
  const as = (who: Anyone) => callerOf(app, async () => ({ authorization: `Bearer ${await world.keyOf(who)}` }))
  return { app, db, database, world, as, with: headers => callerOf(app, async () => headers), close }
}

/** Another process on the same database, as behind a balancer; the caller closes it. */
export function appOn(database: TestDatabase, env: Readonly<Record<string, string>> = {}, log = quiet) {
  const own = { DATA_DIR: tmpdir(), AUTH_SECRET: 'only for tests, 32 characters long', LOG_LEVEL: 'silent' }
  return buildApp({
    config: readConfig({ ...own, ...env }),
    databases: { appUrl: database.appUrl, opsUrl: database.opsUrl, stepDown: false },
    log: { write: log },
    checkReply: (row, answer) => {
      const problem = replyProblem(row, answer)
      if (problem) throw new Error(problem)
    },
  })
}

export function callerOf(app: TestApp['app'], headers: () => Promise<Headers>): Caller {
  const call = async (method: InjectOptions['method'], path: string, payload?: Body, more: Headers = {}) => {
    const all = { ...(await headers()), ...more }
    const request = { ...(method && { method }), url: `/api${path}`, headers: all, ...(payload && { payload }) }
    const response = await app.inject(request)
    return { status: response.statusCode, body: bodyOf(response), response }
  }
  return {
    get: (path, more) => call('GET', path, undefined, more),
    post: (path, body = {}, more) => call('POST', path, body, more),
    patch: (path, body, more) => call('PATCH', path, body, more),
    put: (path, body, more) => call('PUT', path, body, more),
    delete: (path, more) => call('DELETE', path, undefined, more),
  }
}

function bodyOf(response: Response): Body {
  const type = String(response.headers['content-type'] ?? '')
  return type.includes('json') ? (response.json() as Body) : {} // every JSON answer of the server is an object
}
