import type { Tx } from '#kernel/db.ts'

/** Work that every organisation needs again and again. */
export type Work = {
  readonly kind: string
  readonly everySeconds: number
  /** At most `limit` in this transaction; answers how many: as many as the limit means there may be more. */
  readonly run: (tx: Tx, limit: number) => Promise<number>
}
