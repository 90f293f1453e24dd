import type { Database, Tx } from '#kernel/db.ts'

type When = { readonly kind: string; readonly everySeconds: number }
type InOneTransaction = When & {
  /** At most `limit` in this transaction; answers how many: as many as the limit means there may be more. */
  readonly run: (tx: Tx, limit: number) => Promise<number>
}
/** For what waits on others and must hold no transaction meanwhile. */
type OnItsOwn = When & { readonly runAlone: (db: Database, orgId: string) => Promise<unknown> }

/** Work that every organisation needs again and again. */
export type Work = InOneTransaction | OnItsOwn
