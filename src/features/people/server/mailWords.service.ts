// What mails with a link say in this company: kept among its settings, one for each kind of mail.
import type { Actor, OrgFacts } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { emptyWords, type MailWords, type MailWordsEdit, mailProblems, type UsualMail } from '#kernel/mailWords.ts'
import { refuseAll } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { setOrgSetting } from './org.service.ts'

/** `setting`: where the company's words are kept, and what the event of their change is called by. */
export type CompanyMail = UsualMail & { readonly setting: string }

export function mailWordsOf({ settings }: OrgFacts, { setting }: CompanyMail): MailWords {
  const kept = settings[setting]
  return typeof kept === 'object' && kept !== null ? { ...emptyWords, ...kept } : emptyWords
}

export async function setMailWords(tx: Tx, actor: Actor, mail: CompanyMail, input: MailWordsEdit): Promise<MailWords> {
  const old = mailWordsOf(actor.org, mail)
  const given = Object.entries(input).flatMap(([key, value]) => (value === undefined ? [] : [[key, value ?? '']]))
  const next: MailWords = { ...old, ...Object.fromEntries(given) }
  refuseAll(mailProblems(next, mail))
  await setOrgSetting(tx, mail.setting, next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: `${mail.setting}.set`, ...changes(old, next) })
  return next
}
