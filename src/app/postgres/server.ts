import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../problem.ts'
import { writePrivate } from './cluster.ts'
import { pidLives } from './lock.ts'
import type { Place } from './place.ts'
import { runProgram } from './run.ts'
import { serverSettings } from './settings.ts'

export type Postmaster = { pid: number; port: number }

/** Starts the server of this cluster on a free port of the loopback and answers the port. */
export async function startServer(place: Place, durable: boolean, wanted?: number): Promise<number> {
  writePrivate(place, join(place.cluster, 'postgresql.conf'), serverSettings(durable))
  const log = join(place.cluster, 'start.log')
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(place, wanted)
    rmSync(log, { force: true })
    const options = `-p ${port}`
    const done = await runProgram(
      place,
      'pg_ctl',
      ['start', '-w', '-t', '120', '-D', place.cluster, '-l', log, '-o', options],
      place.cluster,
    )
    if (done.code === 0) return port
    const said = lastWords(place, log, done.output)
    // another process took the port meanwhile, or the backends of a killed server are still on their way out
    const passing = /Address already in use|pre-existing shared memory|could not (bind|create any TCP)/.test(said)
    if (!passing || attempt === 10) throw new Problem('postgres.notStarted', { why: said, log })
    await sleep(300)
  }
}

export async function stopServer(place: Place): Promise<void> {
  const stop = (mode: string) =>
    runProgram(place, 'pg_ctl', ['stop', '-w', '-t', '30', '-m', mode, '-D', place.cluster], place.cluster)
  const done = await stop('fast')
  if (done.code !== 0 && findPostmaster(place)) await stop('immediate')
}

/** The living server on this very folder, if any: its pid file may be left over, or its number be another process's by now. */
export function findPostmaster(place: Place): Postmaster | undefined {
  const file = join(place.cluster, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number)
  if (!pid || !port || !pidLives(pid) || !worksIn(pid, place.cluster)) return undefined
  return { pid, port }
}

/** Stops what a `kill -9` left running and clears the pid file it can no longer stand for. */
export async function clearOrphan(place: Place): Promise<boolean> {
  const orphan = findPostmaster(place)
  if (orphan) await stopServer(place)
  else rmSync(join(place.cluster, 'postmaster.pid'), { force: true })
  return orphan !== undefined
}

function worksIn(pid: number, cluster: string): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch {
    return false
  }
}

// Below the range from which systems give out ports by themselves, and the same one at each start if it is free.
async function freePort(place: Place, wanted?: number): Promise<number> {
  if (wanted !== undefined) return wanted
  let port = 20_000 + [...place.cluster].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 10_000, 7)
  for (let tries = 0; tries < 500; tries++, port++) if (await isFree(port)) return port
  throw new Problem('postgres.notStarted', { why: 'no free port', log: place.cluster })
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      probe.close(() => resolve(true))
    })
  })
}

const grave = /FATAL|PANIC|ERROR|could not|denied|unrecognized|invalid/

// pg_ctl's own answer says nothing. Until the log collector runs, the reason is in the start log, its first grave
// line; after that it is the last one of the collector's newest file, which also holds what came before this start.
function lastWords(place: Place, log: string, output: string): string {
  const folder = join(place.cluster, 'log')
  const files = existsSync(folder) ? readdirSync(folder).map(name => join(folder, name)) : []
  const newest = files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]
  const line = graveLines(log)[0] ?? (newest && graveLines(newest).at(-1)) ?? output.trim().split('\n').at(-1) ?? ''
  return line.replace(/^.*?(FATAL|PANIC|ERROR|LOG): +/, '').trim()
}

function graveLines(file: string): string[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').slice(-4000).split('\n')
  return lines.filter(line => grave.test(line))
}
