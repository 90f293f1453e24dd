import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
// @ts-expect-error plain JavaScript: it runs before anything is installed
import { environment } from '../../bin/lib/boot.mjs'
import { startPostgres } from '../../src/app/postgres/startPostgres.ts'
import { databaseFolder } from '../../src/app/server/databases.ts'
import { migrate } from '../../src/kernel/migrate.ts'

const main = fileURLToPath(new URL('../../src/app/server/main.ts', import.meta.url))

export type Launched = {
  child: ChildProcess
  port: number
  /** what it has said on stdout so far */
  out: () => string
  err: () => string
  /** resolves at the line that names the address, or at the end of the process */
  settled: Promise<void>
  ended: Promise<number | null>
  get: (path: string) => Promise<Response>
}

const launched: ChildProcess[] = []
const folders: string[] = []

/** Runs the server's process as `npm start` does, without the demo company. */
export async function launch(env: Record<string, string>): Promise<Launched> {
  const port = Number(env.PORT ?? (await freePort()))
  const { PATH, NODE_COMPILE_CACHE } = environment(process.execPath)
  const child = spawn(process.execPath, [main], {
    env: { PATH, NODE_COMPILE_CACHE, HOST: '127.0.0.1', DEMO: 'off', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  launched.push(child)
  let out = ''
  let err = ''
  const ended = new Promise<number | null>(resolve => child.once('exit', code => setImmediate(resolve, code)))
  const ready = new Promise<void>(resolve => {
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString()
      if (out.includes('Started in')) resolve()
    })
  })
  child.stderr.on('data', (part: Buffer) => {
    err += part.toString()
  })
  const settled = Promise.race([ready, ended.then(() => undefined)])
  return {
    child,
    port,
    out: () => out,
    err: () => err,
    settled,
    ended,
    get: path => fetch(`http://127.0.0.1:${port}${path}`),
  }
}

/** A run that is expected to end by itself: its code and what it said, line by line. */
export async function refused(env: Record<string, string>): Promise<{ code: number | null; lines: string[] }> {
  const run = await launch(env)
  const code = await run.ended
  return { code, lines: run.err().trim().split('\n') }
}

export function emptyFolder(mode = 0o711): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-platform-'))
  chmodSync(folder, mode)
  folders.push(folder)
  return folder
}

let begun: Promise<string> | undefined

/** As a first start leaves its folder, for tests of what comes after: making one takes longer than many a test. */
export async function begunFolder(): Promise<string> {
  begun ??= begin()
  const folder = emptyFolder()
  execFileSync('cp', ['-a', join(await begun, 'postgres'), folder])
  return folder
}

async function begin(): Promise<string> {
  // it goes with the run's own: a worker ends without a word
  const folder = mkdtempSync(join(inject('postgres').folder, 'begun-'))
  chmodSync(folder, 0o711)
  const server = await startPostgres({ dataDir: folder })
  await migrate({ url: server.adminUrl, folder: databaseFolder })
  await server.stop()
  return folder
}

/** The last resort after a failed test: what it started is ended, what it made is removed. */
export async function cleanUp(): Promise<void> {
  const open = launched.splice(0).filter(child => child.exitCode === null && child.signalCode === null)
  await Promise.all(
    open.map(
      child =>
        new Promise<void>(resolve => {
          child.once('exit', () => resolve())
          child.kill('SIGTERM')
          setTimeout(() => child.kill('SIGKILL'), 15_000).unref()
        }),
    ),
  )
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

export function freePort(): Promise<number> {
  // below the range the system gives out by itself; spread, because files run beside each other
  const port = 10_000 + Math.floor(Math.random() * 9000)
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(freePort()))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)))
  })
}

/** Asks again until the answer fits; bounded. */
export async function eventually(seconds: number, question: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + seconds * 1000
  while (performance.now() < until) {
    if (await question().catch(() => false)) return true
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  return false
}
