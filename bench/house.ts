// The product as it is run: its own process on a folder of its own, with the embedded, durable PostgreSQL.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import node from '../bin/lib/node.json' with { type: 'json' }

const main = fileURLToPath(new URL('../src/app/server/main.ts', import.meta.url))

export type House = {
  readonly url: string
  readonly seconds: number
  readonly child: ChildProcess
  stop(): Promise<void>
}

/** Answers once it listens; `seconds` from the spawn to the first answer. */
export async function startHouse(dataDir: string, port: number): Promise<House> {
  const begun = performance.now()
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
    HOST: '127.0.0.1',
    DEMO: 'off',
    LOG_FILE: join(dataDir, 'baton.log'),
  }
  const child = spawn(process.execPath, [...node.flags, main], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; ; tries++) {
    const ready = await fetch(`${url}/readyz`).then(
      answer => answer.status === 200,
      () => false,
    )
    if (ready) break
    if (tries > 1200 || child.exitCode !== null) throw new Error('the server did not start')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  const seconds = (performance.now() - begun) / 1000
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { url, seconds, child, stop }
}

/** Resident memory of the process in MiB; undefined where there is no /proc. */
export function residentMiB(child: ChildProcess): number | undefined {
  try {
    const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
    return kib ? Math.round(Number(kib) / 1024) : undefined
  } catch {
    return undefined
  }
}
