// A customer given to somebody by an edit, or made: whoever has a say in it (a registration) stands below customers and is
// asked through here.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { Reason } from '#kernel/refusal.ts'

export type GivenCustomer = { readonly id: string; readonly name: string; readonly ownerId: string | null }
/** Refuses, or takes note. */
type Door = (tx: Tx, actor: Actor, given: GivenCustomer) => Promise<void>

/** What a customer would go by; with an id, one that is there already and is called otherwise. */
export type WishedCustomer = {
  readonly id?: string
  readonly name?: string | null | undefined
  readonly uscc?: string | null | undefined
}
/** What stands against one who would own it. */
export type Standing = {
  readonly problems: (ownerId: string | null) => Reason[]
  /** Said to whoever asks, refused or not. */
  readonly held: (ownerId: string | null) => Reason[]
  /** Once it is made. */
  readonly tell: (tx: Tx, made: GivenCustomer) => void
}
type Making = (db: Db, actor: Actor, wished: readonly WishedCustomer[]) => Promise<Standing[]>

const nothing: Standing = { problems: () => [], held: () => [], tell: () => undefined }

const doors: { pass: readonly Door[]; making: Making | undefined } = { pass: [], making: undefined }
/** Once per process, by the composition root. */
export function registerGiving(pass: Door, making: Making): void {
  Object.assign(doors, { pass: [pass], making })
}

export async function passGiving(tx: Tx, actor: Actor, given: GivenCustomer): Promise<void> {
  for (const door of doors.pass) await door(tx, actor, given)
}

/** Of each, in one question. */
export async function standingAgainst(
  db: Db,
  actor: Actor,
  wished: readonly WishedCustomer[],
): Promise<readonly Standing[]> {
  return doors.making ? await doors.making(db, actor, wished) : wished.map(() => nothing)
}

/** The same of one. */
export async function standingFor(db: Db, actor: Actor, wished: WishedCustomer): Promise<Standing> {
  const [one = nothing] = await standingAgainst(db, actor, [wished])
  return one
}
