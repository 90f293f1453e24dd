import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { type OrgMail, orgMailOf } from '../notice.rules.ts'
import type { MailEdit, MailSettings } from '../notice.schema.ts'
import { selectRecent } from './mail.sql.ts'
import { tellBound } from './notice.sql.ts'

/** `server`: where mails leave through. */
export async function readMail(db: Db, actor: Actor, server: string | null): Promise<MailSettings> {
  const { settings } = actor.org
  return { ...shown(orgMailOf(settings)), server, recent: await selectRecent(db) }
}

const shown = ({ on, from }: OrgMail) => ({ on, from })

export async function setMail(tx: Tx, actor: Actor, input: MailEdit, server: string | null): Promise<MailSettings> {
  const old = orgMailOf(actor.org.settings)
  const next: OrgMail = { ...old, ...input }
  if (next.on && !next.from) throw new Refusal(reason('mail.noFrom', 'from'))
  await setOrgSetting(tx, 'mail', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'mail.set', ...changes(old, next) })
  return { ...shown(next), server, recent: await selectRecent(tx) }
}

/** What mails come from, where the company sends any. */
export function senderOf(settings: Readonly<Record<string, unknown>>): string | null {
  const { on, from } = orgMailOf(settings)
  return on ? from : null
}

/** Goes the way of every mail, so that it proves the whole of it. */
export function testMail(tx: Tx, actor: Actor, server: string | null): Record<never, never> {
  if (!server) throw new Refusal('mail.noServer')
  if (!orgMailOf(actor.org.settings).on) throw new Refusal('mail.off')
  const id = newId()
  const row = {
    ids: [id],
    userIds: [actor.userId],
    kind: 'test',
    values: {},
    entity: null,
    recordId: null,
    key: id,
  } as const
  tx.write(tellBound(tx.orgId, tx.now, row, true))
  return {}
}
