import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Databases } from './databases.ts'

/** What is running so far: the start fills it, the stop empties it. */
export type Running = {
  app?: FastifyInstance
  databases?: Databases
  starting?: Promise<unknown>
  /** What an upgrade left to be done. */
  upkeep?: { end(): void; readonly done: Promise<unknown> }
  /** Told to stop: a start that is not done yet no longer says that it is ready. */
  stopping?: boolean
}
export type StopTexts = { begun: () => void; done: () => void }

const patience = 10_000

/** SIGTERM, SIGINT and the end of the process that started us: finish what is under way, then end. A second signal does not wait for it. */
export function stopOnSignal(running: Running, say: StopTexts): void {
  let first: number | undefined
  let hurry = () => {}
  const signalled = () => {
    const now = performance.now()
    if (first === undefined) {
      first = now
      running.stopping = true
      say.begun()
      const hurried = new Promise<void>(resolve => {
        hurry = resolve
      })
      void stopAll(running, hurried).then(clean => {
        if (clean) say.done()
        process.exit(clean ? 0 : 1)
      })
    } else if (now - first > 1000) hurry() // a terminal, npm and the launcher each pass the same Ctrl-C on
  }
  process.on('SIGTERM', signalled)
  process.on('SIGINT', signalled)
  process.on('disconnect', signalled)
  process.channel?.unref()
}

/** Also during a start: a database that is just coming up would otherwise be left behind. Answers whether all ended well. */
export async function stopAll(running: Running, hurried: Promise<void>): Promise<boolean> {
  await running.starting?.catch(() => {})
  running.upkeep?.end()
  const closed = await Promise.race([closeApp(running.app), hurried.then(() => false)])
  if (!closed) running.app?.server.closeAllConnections()
  await Promise.race([running.upkeep?.done, hurried])
  const ended = await (running.databases?.stop() ?? Promise.resolve()).then(
    () => true,
    () => false,
  )
  return closed && ended
}

async function closeApp(app: FastifyInstance | undefined): Promise<boolean> {
  if (!app) return true
  const late = sleep(patience, false, { ref: false })
  return Promise.race([
    app.close().then(
      () => true,
      () => false,
    ),
    late,
  ])
}
