// The signing link by mail: seen before it leaves, a link of its own for each, and told where it did not arrive.
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { tellLost } from '#features/notice/server/lostLetter.service.ts'
import { readWishes } from '#features/notice/server/wish.service.ts'
import type { LoseLetter, SendLetter, WriteLetter } from '#features/people/server/letter.service.ts'
import { mailWordsOf } from '#features/people/server/mailWords.service.ts'
import { visitorOf } from '#features/people/server/visitor.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { changedWords, filledIn, linkedTo, type MailDraft, templateIn } from '#kernel/mailWords.ts'
import { Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { isEmail } from '#meta/buyer.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { registered } from '#meta/registry.ts'
import { contractEntity } from '../contract.entity.ts'
import type { SigningSide } from '../envelope.schema.ts'
import { contractMail } from '../mail.rules.ts'
import type { SigningMail, SigningMailBody } from '../mail.schema.ts'
import { findContract, getContract, mustMay, tellContract } from './contract.service.ts'
import type { ContractRow } from './contract.table.ts'
import { holdContract } from './hold.service.ts'
import { lastDayOf, linkTo, notToSign, readSigning } from './signing.service.ts'

export async function draftSigningMail(db: Db, actor: Actor, id: string, server: boolean): Promise<SigningMail> {
  const contract = await getContract(db, actor, id)
  mustMay(actor, 'contract.sign', contract)
  const [people, { canMail }] = await Promise.all([peopleOf(db, actor, contract), readWishes(db, actor, server)])
  const { lang, theirSigner, contactId, contactName } = contract
  const name = theirSigner ?? contactName ?? ''
  const signer = people.find(one => one.name === name) ?? people.find(one => !theirSigner && one.id === contactId)
  return { lang, canMail, contactId: signer?.id ?? null, name, people, ...wordsFor(db, actor, contract) }
}

/** Whoever may not see the addresses of contacts reads none here, and sends to none. */
async function peopleOf(db: Db, actor: Actor, { customerId }: Pick<ContractRow, 'customerId'>) {
  const entity = registered('contact')?.entity
  const isHidden = entity !== undefined && hiddenFields(actor, entity).has('email')
  const people = await contactsOf(db, customerId)
  return people.map(({ id, name, email }) => ({ id, name, email: isHidden ? null : email || null }))
}

type Named = Pick<ContractRow, 'number' | 'title' | 'lang'> & { readonly customerName?: string }

/** What its writer may not know of it, the mail does not say. */
function wordsFor(db: Db, actor: Actor, { number, title, lang, customerName = '' }: Named): MailDraft {
  const hidden = hiddenFields(actor, contractEntity)
  const values = {
    company: actor.org.name,
    customer: hidden.has('customerId') ? null : customerName,
    number: hidden.has('number') ? null : number,
    title: hidden.has('title') ? null : title,
    date: lastDayOf(db, actor.org.zone),
    by: actor.name,
  }
  return filledIn(templateIn(mailWordsOf(actor.org, contractMail), contractMail, lang), values)
}

type Asked = SigningMailBody & { readonly id: string }

export async function mailContract(tx: Tx, actor: Actor, asked: Asked, send: SendLetter): Promise<SigningSide> {
  const { row } = await holdContract(tx, actor, asked.id)
  mustMay(actor, 'contract.sign', row)
  const { name, email, problems } = await receiverOf(tx, actor, row, asked)
  refuseAll([...notToSign(row), ...problems])
  const shown = await getContract(tx, actor, asked.id)
  const words = filledIn(changedWords(asked.subject, asked.text) ?? wordsFor(tx, actor, shown), { name })
  const letter = { kind: 'contract', aboutId: row.id, email, name, lang: row.lang, words } as const
  if (!(await send(tx, letter))) throw new Refusal('contract.noMail')
  tellContract(tx, actor, row, { kind: 'contract.mailed', after: { text: name } })
  return readSigning(tx, actor, row.id)
}

async function receiverOf(tx: Tx, actor: Actor, row: ContractRow, asked: Asked) {
  const contact = (await peopleOf(tx, actor, row)).find(one => one.id === asked.contactId)
  const name = asked.name?.trim() || contact?.name || ''
  const email = asked.email?.trim() || contact?.email || ''
  const isStrange = asked.contactId && !contact
  const problems = [
    ...(isStrange ? [reason('contract.unknownContact', 'contactId')] : []),
    ...(name === '' && !isStrange ? [reason('field.required', 'name')] : []),
    ...(email === '' && !isStrange ? [reason('contract.noAddress', 'email')] : []),
    ...(email === '' || isEmail(email) ? [] : [reason('people.badEmail', 'email')]),
  ]
  return { name, email, problems }
}

/** What was taken back or signed meanwhile is sent to nobody. */
export const writeContractLetter: WriteLetter = async (tx, { aboutId, link, name, words }) => {
  const visitor = await visitorOf(tx, { 'contract.read': 'all' })
  const { row } = await holdContract(tx, visitor, aboutId)
  if (row.state !== 'to_sign' || !words) return undefined
  const { path } = linkTo(tx, row, { zone: visitor.org.zone, receiver: name, by: null })
  return { subject: words.subject, text: linkedTo(words.text, link(path)) }
}

export const loseContractLetter: LoseLetter = async (tx, lost) => {
  const row = await findContract(tx, lost.aboutId)
  if (!row) return
  tellLost(tx, lost, { entity: 'contract', row }, text =>
    tellContract(tx, { userId: null, via: 'job' }, row, { kind: 'contract.notMailed', after: { text } }),
  )
}
