// Every statement about mails.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import type { Lang } from '#kernel/text.ts'
import { mostTries } from '../notice.rules.ts'
import type { MailSettings, Notice, NoticeKind } from '../notice.schema.ts'

// what died in its last try stays undone for good
const giveUp = stmt(
  'mail.giveUp',
  `update mails set state = 'failed', error = coalesce(error, 'no answer') where org_id = $1 and state = 'waiting' and tries >= ${mostTries} and due_at <= $2`,
)
// the try is counted and the next one set before it begins: a process that dies in it has had it
const claim = stmt(
  'mail.claim',
  `update mails m set tries = m.tries + 1, due_at = $2::timestamptz + interval '10 minutes' where m.org_id = $1 and m.id in (
     select t.id from mails t where t.org_id = $1 and t.state = 'waiting' and t.due_at <= $2 and t.tries < ${mostTries}
     order by t.due_at, t.id limit $3 for no key update skip locked)
   returning m.id, m.notice_id, m.tries`,
)
const contents = stmt(
  'mail.contents',
  `select n.id, n.kind, n.said as "values", n.entity, n.record_id, u.email, u.name, coalesce(u.lang, o.lang) as lang, u.active, o.name as org_name, o.settings
   from notices n join users u on u.org_id = n.org_id and u.id = n.user_id join orgs o on o.org_id = n.org_id
   where n.org_id = $1 and n.id = any($2)`,
)

type Claimed = { readonly id: string; readonly noticeId: string; readonly tries: number }
export type DueMail = Omit<Claimed, 'noticeId'> &
  Pick<Notice, 'values' | 'entity' | 'recordId'> & {
    readonly kind: NoticeKind
    readonly email: string
    readonly name: string
    readonly lang: Lang
    readonly active: boolean
    readonly orgName: string
    readonly settings: Readonly<Record<string, unknown>>
  }

export async function claimMails(tx: Tx, limit: number): Promise<DueMail[]> {
  tx.write(giveUp(tx.orgId, tx.now))
  const claimed = await tx.query<Claimed>(claim(tx.orgId, tx.now, limit))
  if (claimed.length === 0) return []
  const noticeIds = claimed.map(one => one.noticeId)
  const found = new Map((await tx.query<DueMail>(contents(tx.orgId, noticeIds))).map(one => [one.id, one]))
  return claimed.flatMap(({ id, noticeId, tries }) => {
    const content = found.get(noticeId)
    return content ? [{ ...content, id, tries }] : []
  })
}

const sent = stmt(
  'mail.sent',
  `update mails set state = 'sent', sent_at = $3, error = null where org_id = $1 and id = $2`,
)
export const sentBound = (orgId: string, id: string, now: string): Bound => sent(orgId, id, now)

const missed = stmt('mail.missed', 'update mails set state = $3, due_at = $4, error = $5 where org_id = $1 and id = $2')
export type Miss = { readonly id: string; readonly isLast: boolean; readonly dueAt: string; readonly error: string }
export const missedBound = (orgId: string, { id, isLast, dueAt, error }: Miss): Bound =>
  missed(orgId, id, isLast ? 'failed' : 'waiting', dueAt, error.slice(0, 500))

const recent = stmt(
  'mail.recent',
  `select m.id, u.email as to, n.kind, m.state, m.tries, m.error, m.created_at, m.sent_at
   from mails m join notices n on n.org_id = m.org_id and n.id = m.notice_id join users u on u.org_id = n.org_id and u.id = n.user_id
   where m.org_id = $1 order by m.id desc limit 20`,
)
export const selectRecent = (db: Db): Promise<MailSettings['recent']> =>
  db.query<MailSettings['recent'][number]>(recent(db.orgId))
