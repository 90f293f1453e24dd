import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What signs sessions: from the environment, else made once beside the data and kept there. */
export function authSecret(dataDir: string, given: string | undefined): string {
  if (given) return given
  const file = join(dataDir, 'auth.secret')
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const made = randomBytes(48).toString('base64url')
    // two processes that start at once: the first file stays
    try {
      writeFileSync(file, made, { mode: 0o600, flag: 'wx' })
      return made
    } catch {
      return readFileSync(file, 'utf8').trim()
    }
  }
}
