// The process: from the environment to a listening server, and to a clean end. Every way to fail is one line.
import type { FastifyInstance } from 'fastify'
import { render, type TextValues } from '#kernel/text.ts'
import { keepUp } from '../ops/upkeep.ts'
import { refuseTwin } from '../postgres/startPostgres.ts'
import { terminalLang } from '../problem.ts'
import { type AppParts, buildApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { type Databases, startDatabases } from './databases.ts'
import { endWith } from './end.ts'
import { firstRun } from './firstRun.ts'
import { type Log, openLog } from './log.ts'
import { checkPort } from './port.ts'
import { startText } from './start.text.ts'
import { type Running, stopAll, stopOnSignal } from './stop.ts'

const lang = terminalLang(process.env)
const running: Running = {}
let log: Log | undefined

function say(key: keyof typeof startText, values: TextValues = {}): void {
  process.stdout.write(`${render(startText[key], lang, values)}\n`)
}

function fail(error: unknown): void {
  void stopAll(running, Promise.resolve()).then(() => endWith(error, lang, log))
}

process.on('uncaughtException', fail)
process.on('unhandledRejection', error => {
  // a promise nobody waited for is a fault of one request, not the end of all others
  if (running.app) running.app.log.error({ err: error }, 'unhandled')
  else fail(error)
})
stopOnSignal(running, { begun: () => say('stop.begun'), done: () => say('stop.done') })

try {
  const config = readConfig(process.env)
  log = openLog(config)
  running.starting = start(config, log)
  await running.starting
} catch (error) {
  fail(error)
}

async function start(config: Config, { stream, file }: Log): Promise<void> {
  if (!config.databaseUrl) await refuseTwin(config.dataDir, ({ pid }) => say('start.waits', { pid }))
  await checkPort(config.port, config.host)
  const { databases, applied } = await startDatabases(config, postgres => {
    if (postgres.moved) say('start.moved', postgres.moved)
    if (postgres.recovered) say('start.recovered')
  })
  running.databases = databases
  if (applied.length) say('start.migrated', { count: applied.length })
  const parts: AppParts = { config, databases, log: stream, jobs: true }
  const app = await buildApp(parts)
  running.app = app
  const logins = await firstRun(parts, app)
  await listen(app, config)
  if (running.stopping) return
  running.upkeep = beside(app, databases)
  say('start.ready', { url: config.publicUrl ?? addressOf(config) })
  for (const line of logins) process.stdout.write(`${line}\n`)
  const seconds = (performance.now() / 1000).toFixed(1)
  say('start.facts', {
    seconds,
    dataDir: databases.embedded?.dataDir ?? config.dataDir,
    log: file ?? render(startText['start.stderr'], lang),
  })
}

/** A large database that was upgraded answers before all of it is done. */
function beside(app: FastifyInstance, databases: Databases): NonNullable<Running['upkeep']> {
  const ending = new AbortController()
  const done = keepUp(databases, ending.signal).then(
    found => found > 0 && app.log.info({ found }, 'made findable'),
    (error: unknown) => app.log.error({ err: error }, 'upkeep'),
  )
  return { end: () => ending.abort(), done }
}

async function listen(app: FastifyInstance, { port, host }: Config): Promise<void> {
  try {
    await app.listen({ port, host })
  } catch (error) {
    await checkPort(port, host) // taken since we looked: said as such
    throw error
  }
}

function addressOf({ port, host }: Config): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${shown}:${port}`
}
