// Every statement about mails.

import type { Letter, LetterKind } from '#features/people/server/letter.service.ts'
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import type { Lang } from '#kernel/text.ts'
import { mostTries } from '../notice.rules.ts'
import type { MailSettings, Notice, NoticeKind } from '../notice.schema.ts'

// what died in its last try stays undone for good
const giveUp = stmt(
  'mail.giveUp',
  `update mails set state = 'failed', error = coalesce(error, 'no answer') where org_id = $1 and state = 'waiting' and tries >= ${mostTries} and due_at <= $2
   returning letter, about_id, name, error`,
)
type GivenUp = Pick<Letter, 'aboutId' | 'name'> & { readonly letter: LetterKind | null; readonly error: string }
export const giveUpMails = (tx: Tx): Promise<GivenUp[]> => tx.query<GivenUp>(giveUp(tx.orgId, tx.now))

// the try is counted and the next one set before it begins: a process that dies in it has had it
const claim = stmt(
  'mail.claim',
  `update mails m set tries = m.tries + 1, due_at = $2::timestamptz + interval '10 minutes' where m.org_id = $1 and m.id in (
     select t.id from mails t where t.org_id = $1 and t.state = 'waiting' and t.due_at <= $2 and t.tries < ${mostTries}
     order by t.due_at, t.id limit $3 for no key update skip locked)
   returning m.id, m.tries, m.notice_id, m.letter, m.about_id, m.email, m.name, m.lang, m.subject, m.words`,
)
const contents = stmt(
  'mail.contents',
  `select n.id, n.user_id, n.kind, n.said as "values", n.entity, n.record_id, u.email, u.name, coalesce(u.lang, o.lang) as lang, u.active
   from notices n join users u on u.org_id = n.org_id and u.id = n.user_id join orgs o on o.org_id = n.org_id
   where n.org_id = $1 and n.id = any($2)`,
)

const sender = stmt('mail.sender', 'select name as org_name, settings from orgs where org_id = $1')

type Sender = { readonly orgName: string; readonly settings: Readonly<Record<string, unknown>> }
type OfNotice = { readonly id: string; readonly tries: number; readonly noticeId: string }
type OfLetter = Pick<Letter, 'aboutId' | 'email' | 'name'> & {
  readonly id: string
  readonly tries: number
  readonly noticeId: null
  readonly letter: LetterKind
  readonly lang: Lang
  readonly subject: string | null
  readonly words: string | null
}
type Addressed = Sender & {
  readonly id: string
  readonly tries: number
  readonly email: string
  readonly name: string
  readonly lang: Lang
}
export type DueNotice = Addressed &
  Pick<Notice, 'values' | 'entity' | 'recordId'> & {
    readonly kind: NoticeKind
    readonly userId: string
    readonly active: boolean
  }
export type DueLetter = Addressed & Pick<OfLetter, 'letter' | 'aboutId' | 'subject' | 'words'>
export type DueMail = DueNotice | DueLetter

export async function claimMails(tx: Tx, limit: number): Promise<DueMail[]> {
  const claimed = await tx.query<OfNotice | OfLetter>(claim(tx.orgId, tx.now, limit))
  if (claimed.length === 0) return []
  const noticeIds = claimed.flatMap(one => one.noticeId ?? [])
  const [notices, from] = await Promise.all([
    tx.query<DueNotice>(contents(tx.orgId, noticeIds)),
    tx.one<Sender>(sender(tx.orgId)),
  ])
  if (!from) return []
  const found = new Map(notices.map(one => [one.id, one]))
  return claimed.flatMap((one): DueMail[] => {
    if (one.noticeId === null) return [{ ...one, ...from }]
    const content = found.get(one.noticeId)
    return content ? [{ ...content, ...from, id: one.id, tries: one.tries }] : []
  })
}

// only where the company sends mails; without a choice of theirs in its language
const post = stmt(
  'mail.letter',
  `insert into mails (org_id, id, letter, about_id, email, name, lang, due_at, created_at, subject, words)
   select $1::uuid, $2::uuid, $3, $4::uuid, $5, $6, coalesce($7, o.lang), $8::timestamptz, $8::timestamptz, $9, $10
   from orgs o where o.org_id = $1::uuid and o.settings -> 'mail' ->> 'on' = 'true' returning id`,
)
export async function postLetter(tx: Tx, id: string, letter: Letter): Promise<boolean> {
  const { kind, aboutId, email, name, lang, words } = letter
  const own = [words?.subject ?? null, words?.text ?? null]
  return (await tx.query(post(tx.orgId, id, kind, aboutId, email, name, lang, tx.now, ...own))).length > 0
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
  `select m.id, coalesce(m.email, u.email) as to, coalesce(m.letter, n.kind) as kind, m.state, m.tries, m.error, m.created_at, m.sent_at
   from mails m left join notices n on n.org_id = m.org_id and n.id = m.notice_id left join users u on u.org_id = n.org_id and u.id = n.user_id
   where m.org_id = $1 order by m.id desc limit 20`,
)
export const selectRecent = (db: Db): Promise<MailSettings['recent']> =>
  db.query<MailSettings['recent'][number]>(recent(db.orgId))
