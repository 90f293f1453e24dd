import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { MigrationProblem, pendingMigrations } from '#kernel/migrate.ts'
import { databaseFolder } from './databases.ts'

/** /healthz: the process lives. /readyz: the database answers and has every migration of this program. */
export async function health(app: FastifyInstance, { pool }: { pool: pg.Pool }): Promise<void> {
  let current = false
  app.get('/healthz', { config: { access: 'public' }, logLevel: 'warn' }, async () => ({ ok: true }))
  app.get('/readyz', { config: { access: 'public' }, logLevel: 'warn' }, async (_request, reply) => {
    const answers = await within(
      2000,
      pool.query('select 1').then(() => true),
    )
    if (answers) current ||= await within(2000, isCurrent(pool))
    return reply
      .code(answers && current ? 200 : 503)
      .send({ ok: answers && current, database: answers, migrations: current })
  })
}

async function isCurrent(pool: pg.Pool): Promise<boolean> {
  try {
    return (await pendingMigrations(pool, databaseFolder)).length === 0
  } catch (error) {
    // a newer program has migrated further while this one still serves
    return error instanceof MigrationProblem && error.trouble === 'missing'
  }
}

async function within(milliseconds: number, answer: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(resolve, milliseconds, false)
  })
  const result = await Promise.race([answer.catch(() => false), late])
  clearTimeout(timer)
  return result
}
