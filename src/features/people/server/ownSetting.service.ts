// What a person keeps for themselves, each feature under its own key; the feature judges it.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { ownSettingBound, selectOwnSetting } from './user.sql.ts'

export const ownSettingOf = (db: Db, actor: Actor, key: string): Promise<unknown> =>
  selectOwnSetting(db, actor.userId, key)

export const setOwnSetting = (tx: Tx, actor: Actor, key: string, value: unknown): void =>
  tx.write(ownSettingBound(tx.orgId, actor.userId, key, value))
