// Ten codes for the day on which the phone is lost, each good once. Letters that look alike are left out.
import { randomInt } from 'node:crypto'
import { hashOf } from './principal.service.ts'

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const part = (): string => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')

export const newBackupCodes = (): string[] => Array.from({ length: 10 }, () => `${part()}-${part()}`)

const hashed = 'h:'

export const hashedCode = (code: string): string => `${hashed}${hashOf(code.toLowerCase().replace(/[^a-z0-9]/g, ''))}`

/** A list of codes as JSON; what is left of an old list comes back here as it was kept. */
export function hashedCodes(json: string): string {
  const codes = JSON.parse(json) as string[] // better-auth's own list
  return JSON.stringify(codes.map(code => (code.startsWith(hashed) ? code : hashedCode(code))))
}
