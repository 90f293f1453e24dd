// Every statement about how somebody wants to be told.
import { type Bound, type Db, stmt } from '#kernel/db.ts'
import type { NoticeChoice, NoticeKind } from '../notice.schema.ts'

export type WishRow = {
  readonly byMail: boolean
  readonly choices: Readonly<Partial<Record<NoticeKind, NoticeChoice>>>
  readonly urgent: readonly NoticeKind[]
  readonly quietFrom: string | null
  readonly quietTo: string | null
  readonly zone: string | null
}

const wish = stmt(
  'notice.wish',
  `select by_mail, choices, urgent, to_char(quiet_from, 'HH24:MI') as quiet_from, to_char(quiet_to, 'HH24:MI') as quiet_to, zone
   from notice_wishes where org_id = $1 and user_id = $2`,
)
export const selectWish = (db: Db, userId: string): Promise<WishRow | undefined> =>
  db.one<WishRow>(wish(db.orgId, userId))

const setWish = stmt(
  'notice.setWish',
  `insert into notice_wishes (org_id, user_id, by_mail, choices, urgent, quiet_from, quiet_to, zone) values ($1, $2, $3, $4::jsonb, $5, $6::time, $7::time, $8)
   on conflict (org_id, user_id) do update set by_mail = excluded.by_mail, choices = excluded.choices, urgent = excluded.urgent,
     quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, zone = excluded.zone`,
)
export const setWishBound = (orgId: string, userId: string, row: WishRow): Bound =>
  setWish(orgId, userId, row.byMail, JSON.stringify(row.choices), row.urgent, row.quietFrom, row.quietTo, row.zone)
