// Mails to people who may have no notices here: put into words when they are sent, with a link made for that mail
// alone, of which only the hash is kept.
import { randomBytes } from 'node:crypto'
import type { FileAnswer } from '#kernel/api.ts'
import { dayOf } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { type Lang, render } from '#kernel/text.ts'
import { peopleText } from '../people.text.ts'
import { selectLetterOf, tokenBound } from './invitation.sql.ts'
import { hashOf } from './principal.service.ts'
import { resetBound, selectResetter } from './reset.sql.ts'

export type LetterKind = 'invitation' | 'passwordReset' | 'survey' | 'quote' | 'contract' | 'record'
export type Letter = {
  readonly kind: LetterKind
  /** The invitation; the member whose password it is; the record that a customer is asked about. */
  readonly aboutId: string
  readonly email: string
  readonly name: string
  /** Null: in the company's language. */
  readonly lang: Lang | null
  /** Written by its sender; a letter without is put into words when it is sent. */
  readonly words?: LetterWords | undefined
}
export type LetterWords = { readonly subject: string; readonly text: string }
/** Puts it into the out-tray; false where no mail can go out. */
export type SendLetter = (tx: Tx, letter: Letter) => Promise<boolean>

type Box = { readonly name: string; readonly address: string }
export type Written = {
  readonly subject: string
  readonly text: string
  /** Where it is not the company that writes, or not only the one person it is addressed to. */
  readonly fromName?: string
  readonly to?: readonly Box[]
  readonly replyTo?: string
  /** Drawn after the transaction: a paper takes its time. */
  readonly files?: readonly FileAnswer[]
}
export type LetterParts = {
  readonly aboutId: string
  readonly lang: Lang
  /** Who gets it. */
  readonly name: string
  readonly link: (path: string) => string
  /** Where the organisation's files lie. */
  readonly folder: string
  readonly words?: LetterWords | undefined
}
/** Nothing when there is nothing to say any more. */
export type WriteLetter = (tx: Tx, parts: LetterParts) => Promise<Written | undefined>

export const newToken = (): string => randomBytes(32).toString('base64url')

const hour = 3_600_000
/** A link that is made by an administrator has to find its way to the person first. */
export const resetFor = { byMail: hour, byHand: 24 * hour } as const

const writeInvitation: WriteLetter = async (tx, { aboutId, lang, link }) => {
  const row = await selectLetterOf(tx, aboutId)
  if (!row || row.expiresAt <= tx.now) return undefined
  const token = newToken()
  tx.write(tokenBound(tx.orgId, aboutId, hashOf(token)))
  const values = {
    by: row.byName ?? row.company,
    company: row.company,
    link: link(`/invitation#${token}`),
    date: dayOf(new Date(row.expiresAt), row.zone),
  }
  return written(lang, ['invitation', 'invited', 'join', 'joinUntil'], values)
}

const writePasswordReset: WriteLetter = async (tx, { aboutId, lang, link }) => {
  const row = await selectResetter(tx, aboutId)
  if (!row?.active || !row.authId) return undefined
  const token = newToken()
  const expiresAt = new Date(Date.parse(tx.now) + resetFor.byMail).toISOString()
  tx.write(resetBound({ hash: hashOf(token), authId: row.authId, expiresAt }))
  const values = { email: row.email, link: link(`/reset#${token}`) }
  return written(lang, ['reset', 'resetSay', 'resetOpen', 'resetFoot'], values)
}

/** It did not arrive, and is tried no more. */
type Lost = Pick<Letter, 'aboutId' | 'name'> & { readonly error: string }
export type LoseLetter = (tx: Tx, lost: Lost) => Promise<void>
const losers = new Map<LetterKind, LoseLetter>()

const writers = new Map<LetterKind, WriteLetter>([
  ['invitation', writeInvitation],
  ['passwordReset', writePasswordReset],
])

/** Once per process, by the composition root: letters of features that people do not know. */
export function registerLetter(kind: LetterKind, write: WriteLetter, lose?: LoseLetter): void {
  writers.set(kind, write)
  if (lose) losers.set(kind, lose)
}

/** Whoever wrote it is told. */
export const loseLetter = async (tx: Tx, kind: LetterKind, lost: Lost): Promise<void> => losers.get(kind)?.(tx, lost)

/** Nothing is said for a kind that nobody writes. */
export const writeLetter = async (tx: Tx, kind: LetterKind, parts: LetterParts): Promise<Written | undefined> =>
  writers.get(kind)?.(tx, parts)

type Line = keyof typeof peopleText extends infer Key
  ? Key extends `people.letter.${infer Name}`
    ? Name
    : never
  : never

/** The first line is the subject. */
function written(lang: Lang, lines: readonly Line[], values: Readonly<Record<string, string>>): Written {
  const [subject = '', ...rest] = lines.map(line => render(peopleText[`people.letter.${line}`], lang, values))
  return { subject, text: rest.join('\n\n') }
}
