import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Problem } from '../problem.ts'
import type { Place } from './place.ts'

export type Ended = { code: number | null; output: string }

/** Runs one of PostgreSQL's own programs as the database's account and waits for its end. */
export function runProgram(place: Place, program: string, args: string[], cwd: string): Promise<Ended> {
  const file = join(place.native, 'bin', process.platform === 'win32' ? `${program}.exe` : program)
  const account = place.account ? { uid: place.account.uid, gid: place.account.gid } : {}
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...account,
      cwd,
      env: quietEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    let output = ''
    child.stdout.on('data', part => {
      output += part
    })
    child.stderr.on('data', part => {
      output += part
    })
    child.once('error', error => reject(new Problem('postgres.spawn', { program: file, why: error.message })))
    // 'exit', not 'close': the server that pg_ctl leaves behind may keep the pipes open
    child.once('exit', code => {
      setImmediate(() => resolve({ code, output }))
    })
  })
}

// A PGPORT or PGDATA of the caller's shell must not lead our server astray.
function quietEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}
