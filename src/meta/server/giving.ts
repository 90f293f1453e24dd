// A customer given to somebody by an edit: whoever has a say in it (a registration) stands below customers and is asked
// through here.
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'

export type GivenCustomer = { readonly id: string; readonly name: string; readonly ownerId: string }
/** Refuses, or takes note. */
type Door = (tx: Tx, actor: Actor, given: GivenCustomer) => Promise<void>

const doors: Door[] = []
/** Once per process, by the composition root. */
export function registerGiving(...all: readonly Door[]): void {
  doors.splice(0, doors.length, ...all)
}

export async function passGiving(tx: Tx, actor: Actor, given: GivenCustomer): Promise<void> {
  for (const door of doors) await door(tx, actor, given)
}
