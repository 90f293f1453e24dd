import Fastify, { type FastifyInstance } from 'fastify'
import { openDatabase } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import type { Config } from './config.ts'
import type { Databases } from './databases.ts'
import { health } from './health.ts'
import type { LogStream } from './log.ts'

export type AppParts = { readonly config: Config; readonly databases: Databases; readonly log: LogStream }

/** The composition root: everything that the server is made of. `app.close()` gives all of it back. */
export async function buildApp({ config, databases, log }: AppParts): Promise<FastifyInstance> {
  const db = openDatabase({ url: databases.appUrl, stepDown: databases.stepDown })
  const app = Fastify({
    logger: { level: config.logLevel, stream: log },
    trustProxy: config.trustProxy,
    genReqId: newId,
  })
  app.addHook('onClose', () => db.pool.end())
  await app.register(health, { pool: db.pool })
  return app
}
