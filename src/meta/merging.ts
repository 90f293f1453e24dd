// What a merge needs of an entity: how its rows are locked, filled and put away. Features register theirs; the journey
// knows no more of them.
import type { Actor, Owned } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { RecordRow } from '#kernel/table.ts'
import type { Entity } from './entity.ts'

export type MergeRow = RecordRow & Readonly<Record<string, unknown>>

export type Merging = {
  readonly entity: Entity
  /** Fields one chooses between, each with the columns that go along with it. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  /** Every one of them, and what `also` names, by one statement. */
  lock(tx: Tx, ids: readonly string[]): Promise<MergeRow[]>
  read(db: Db, ids: readonly string[]): Promise<MergeRow[]>
  /** Whose it is, as rights see it. */
  owned(db: Db, row: MergeRow): Promise<Owned>
  name(row: MergeRow): string
  problems(winner: MergeRow, loser: MergeRow): Reason[]
  /** What became impossible by the choice, put right: nobody stands above oneself. Asked before what points at the loser goes along. */
  tidy?(tx: Tx, next: MergeRow, loserId: string): Promise<MergeRow>
  /** Writes the row with what it is found by. */
  write(tx: Tx, actor: Actor, row: MergeRow): Promise<void>
  /** Into the trash, pointing at the one that stays. */
  retire(tx: Tx, loserId: string, winnerId: string): void
  /** Out of it again, found as before. */
  revive(tx: Tx, actor: Actor, row: MergeRow): Promise<void>
}

const known = new Map<string, Merging>()

/** Once per process, by the composition root. */
export function registerMerging(merging: Merging): void {
  known.set(merging.entity.key, merging)
}
export const mergingOf = (entity: string): Merging | undefined => known.get(entity)
