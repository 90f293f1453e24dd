// What the database's errors mean: a retry, a refusal with a reason, 503, or a fault.
import { Refusal } from './refusal.ts'

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined

const constraintOf = (error: unknown): string | undefined =>
  error instanceof Error && 'constraint' in error ? String(error.constraint) : undefined

/** In a pipeline every statement after the failed one answers 25P02; the first real error is the cause. */
export function firstCause(error: unknown, failures: readonly unknown[]): unknown {
  if (error instanceof Refusal) return error
  return failures.find(one => codeOf(one) !== '25P02') ?? error
}

export const isRetryable = (error: unknown): boolean => ['40P01', '40001'].includes(codeOf(error) ?? '')

const away = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08003',
  '08001',
  '57014',
])

function isAway(error: unknown): boolean {
  const code = codeOf(error)
  if (code && away.has(code)) return true
  if (error instanceof AggregateError) return error.errors.some(isAway)
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/.test(
      error.message,
    )
  )
}

/** constraint name → reason; each feature adds its own, so the last guard speaks like the first. */
const constraintReasons = new Map<string, { key: string; path?: string; conflict?: boolean }>()

export function nameConstraints(
  names: Readonly<Record<string, { key: string; path?: string; conflict?: boolean }>>,
): void {
  for (const [name, reason] of Object.entries(names)) constraintReasons.set(name, reason)
}

// prettier-ignore
const valueCodes: Readonly<Record<string, string>> = {
  '22003': 'kernel.outOfRange',
  '22008': 'kernel.badDate',
  '22007': 'kernel.badDate',
  '22021': 'kernel.badText',
  '22P05': 'kernel.badText',
  '22P02': 'kernel.badValue',
  '22001': 'kernel.tooLong',
}

export function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal) return error
  if (isAway(error)) return new Refusal('kernel.databaseAway', 'unavailable')
  // tried again as often as it may be
  if (isRetryable(error)) return new Refusal('kernel.busy', 'conflict')
  const code = codeOf(error)
  const constraint = constraintOf(error)
  if (code && valueCodes[code]) return new Refusal(valueCodes[code], 'invalid')
  const known = constraint === undefined ? undefined : constraintReasons.get(constraint)
  if (known)
    return new Refusal(
      { key: known.key, ...(known.path && { path: known.path }) },
      known.conflict ? 'conflict' : 'invalid',
    )
  if (code === '23503')
    return new Refusal({ key: 'kernel.brokenReference', values: { name: constraint ?? '' } }, 'invalid')
  if (code === '23505') return new Refusal({ key: 'kernel.notUnique', values: { name: constraint ?? '' } }, 'conflict')
  return error
}
