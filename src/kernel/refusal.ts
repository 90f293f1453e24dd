// A refusal is the business saying no; a fault is a bug. Nothing else leaves the server.

export type Reason = {
  readonly key: string
  readonly path?: string
  readonly values?: Readonly<Record<string, string | number>>
}

// prettier-ignore
export const refusalStatus = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  invalid: 422,
  tooMany: 429,
  unavailable: 503,
} as const
export type RefusalKind = keyof typeof refusalStatus

export class Refusal extends Error {
  readonly reasons: readonly Reason[]
  readonly kind: RefusalKind
  /** Facts that the page needs beside the reasons, e.g. the conflicting fields of a stale edit. */
  readonly facts: Readonly<Record<string, unknown>> | undefined

  constructor(
    reasons: readonly Reason[] | Reason | string,
    kind: RefusalKind = 'invalid',
    facts?: Record<string, unknown>,
  ) {
    const list = typeof reasons === 'string' ? [{ key: reasons }] : Array.isArray(reasons) ? reasons : [reasons]
    super(list.map(reason => reason.key).join(', '))
    this.name = 'Refusal'
    this.reasons = list
    this.kind = kind
    this.facts = facts
  }
}

export const missing = (entity: string): Refusal =>
  new Refusal({ key: 'kernel.missing', values: { entity } }, 'missing')
/** A record that a field of the request names: where it is missing, the refusal says which field that was. */
export const namedBy = <T>(path: string, reading: Promise<T>): Promise<T> =>
  reading.catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.kind !== 'missing') throw error
    throw new Refusal(
      error.reasons.map(one => ({ path, ...one })),
      'missing',
    )
  })
export const invalid = (key: string, path?: string, values?: Reason['values']): Refusal =>
  new Refusal(reason(key, path, values))

export function reason(key: string, path?: string, values?: Reason['values']): Reason {
  return { key, ...(path !== undefined && { path }), ...(values !== undefined && { values }) }
}

/** Throws one refusal that carries every reason found, or nothing. */
export function refuseAll(reasons: readonly Reason[]): void {
  if (reasons.length > 0) throw new Refusal(reasons)
}

/** What came of it, or why it was refused; a fault stays one. */
export async function orRefusal<T>(work: () => T | Promise<T>): Promise<T | Refusal> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
export const isDone = <T>(one: T | Refusal): one is Exclude<T, Refusal> => !(one instanceof Refusal)
