// Somebody opens a form or answers it: found before the organisation is known, then everything under its row-level
// security as a visitor. Unknown, archived and another company's are one answer.
import { createHash } from 'node:crypto'
import { campaignOfCode } from '#features/campaign/server/campaign.service.ts'
import { type FindLogo, tongueOf } from '#features/link/server/visit.service.ts'
import { limit } from '#features/people/server/lockout.service.ts'
import { findLink, visitorOf } from '#features/people/server/visitor.service.ts'
import type { Actor } from '#kernel/access.ts'
import { type Database, inOrg, type Tx } from '#kernel/db.ts'
import { phoneKey } from '#kernel/phone.ts'
import { type Reason, Refusal, reason } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { typed } from '#kernel/typed.ts'
import { entityFor } from '#meta/server/record.service.ts'
import { sourceOf } from '#meta/server/sources.ts'
import { type Asked, askedOf, isOpenTo, readAnswer, suspicions, textOf } from '../capture.rules.ts'
import type { CountKind } from '../capture.schema.ts'
import { countForm, type Sent } from './answer.service.ts'
import { selectForm } from './capture.sql.ts'
import type { FormRow } from './capture.table.ts'
import { markOf, withRegions } from './formRegion.service.ts'
import { beganAt } from './stamp.service.ts'

export type Receive = (tx: Tx, visitor: Actor, form: FormRow, sent: Sent) => Promise<'taken' | 'held' | 'again'>
export type FormParts = {
  readonly database: Database
  readonly logo: FindLogo
  readonly secret: string
  /** What becomes of an answer: the journey. */
  readonly receive: Receive
}

export type Knock = {
  readonly token: string
  readonly address: string
  readonly agent: string
  readonly chosen: unknown
  /** Of the campaign whose code was scanned. */
  readonly code: string
  readonly wish: string | undefined
}
export type Inside = {
  readonly tx: Tx
  readonly visitor: Actor
  readonly form: FormRow
  readonly asked: readonly Asked[]
  readonly lang: Lang
}

/** All that an answer may cause. */
export const formGrants: Actor['grants'] = {
  'lead.create': 'all',
  'lead.read': 'all',
  'customer.read': 'all',
  'contact.read': 'all',
}

// a hall full of people at a fair shares one address
const rates = {
  open: { most: 240, seconds: 60 },
  answer: { most: 40, seconds: 600 },
  form: { most: 240, seconds: 60 },
} as const

const gone = (): Refusal => new Refusal('link.page.gone', 'missing')

async function formOf<T>({ database }: FormParts, knock: Knock, fn: (inside: Inside) => Promise<T>): Promise<T> {
  const found = await findLink(database, knock.token)
  if (!found) throw gone()
  return inOrg(database, found.orgId, { mode: 'write' }, async tx => {
    const form = await selectForm(tx, found.linkId)
    if (!form) throw gone()
    const visitor = await visitorOf(tx, formGrants)
    const asked = askedOf(form.content, await entityFor(tx, visitor, sourceOf('lead').entity))
    const wished = tongueOf({ chosen: knock.chosen, wish: knock.wish, usual: visitor.lang })
    const lang = form.content.langs.includes(wished) ? wished : (form.content.langs[0] ?? visitor.lang)
    return fn({ tx, visitor, form, asked, lang })
  })
}

/** `count`: somebody looks at the page, and it is no machine that asks for the head alone. */
export async function openForm<T>(
  parts: FormParts,
  knock: Knock,
  { count, fn }: { readonly count: boolean; readonly fn: (inside: Inside) => Promise<T> },
): Promise<T> {
  await limit(parts.database, `form ${knock.address}`, rates.open)
  return formOf(parts, knock, async inside => {
    if (count && inside.form.active) countForm(inside.tx, inside.visitor, inside.form.id, 'opened')
    return fn(inside)
  })
}

export type Letter = {
  readonly via: 'page' | 'api'
  readonly given: Readonly<Record<string, unknown>>
  readonly consent: boolean
  readonly honey: string
  readonly began: string | undefined
  /** Sent again under the same one, it is one answer. */
  readonly key: string | undefined
  /** Of a script on somebody's page. */
  readonly origin: string | undefined
}

/** What was not taken is counted in a transaction of its own. */
export async function answerForm(parts: FormParts, knock: Knock, letter: Letter): Promise<void> {
  const { database } = parts
  const refuse = async (error: unknown, kind: CountKind): Promise<never> => {
    if (error instanceof Refusal && error.kind !== 'missing')
      await formOf(parts, knock, async ({ tx, visitor, form }) => countForm(tx, visitor, form.id, kind)).catch(
        () => undefined,
      )
    throw error
  }
  await limit(database, `formAnswer ${knock.address}`, rates.answer).catch(error => refuse(error, 'refused'))
  await limit(database, `formAnswers ${knock.token}`, rates.form).catch(error => refuse(error, 'refused'))
  // what the company's own rules refuse is kept for somebody to look at: the visitor did nothing wrong
  let fit: Sent | undefined
  const take = (more: Partial<Sent>) =>
    formOf(parts, knock, async inside => {
      const { tx, visitor, form } = inside
      judgeDoor(form, letter)
      fit = { ...sentBy(parts, knock, inside, letter), campaignId: await campaignOf(tx, form, knock), ...more }
      const what = await parts.receive(tx, visitor, form, fit)
      if (what !== 'again') countForm(tx, visitor, form.id, what)
    })
  await take({})
    .catch(error => (fit && error instanceof Refusal ? take({ suspicions: error.reasons }) : Promise.reject(error)))
    .catch(error => refuse(error, error instanceof Refusal && error.kind === 'forbidden' ? 'refused' : 'wrong'))
}

/** An unknown code is no reason to lose a lead. */
const campaignOf = async (tx: Tx, { campaignId }: FormRow, { code }: Knock): Promise<string | null> =>
  (code ? await campaignOfCode(tx, code) : undefined)?.id ?? campaignId

function judgeDoor({ active, content }: FormRow, { via, origin }: Letter): void {
  if (!active) throw new Refusal('form.paused', 'conflict')
  if (via === 'api' && !(origin && isOpenTo(content.hosts, origin))) throw new Refusal('form.foreignSite', 'forbidden')
}

function sentBy(
  { database, secret }: FormParts,
  { address, agent }: Knock,
  ...[{ form, asked, lang, visitor }, letter]: readonly [Inside, Letter]
): Omit<Sent, 'campaignId'> {
  const { values, reasons } = readAnswer(asked, withRegions(asked, letter.given))
  const wrong = [...reasons, ...phoneProblems(asked, values, visitor.org.country), ...strangers(asked, letter)]
  const { consent } = form.content
  if (consent && !letter.consent) wrong.push(reason('form.noConsent', 'consent'))
  if (wrong.length > 0) throw new Refusal(wrong)
  const stamp = letter.began ?? ''
  const began = beganAt({ secret, formId: form.id }, stamp)
  const now = database.clock.now().getTime()
  const given = asked.flatMap(one => {
    const value = values[one.key]
    return value === undefined
      ? []
      : [{ key: one.key, label: one.label, value, text: textOf(one, value, lang), ...markOf(one, value) }]
  })
  // a program may have no page that it was written on; which site it stands on has been asked
  const looks = suspicions({ honey: letter.honey, beganAt: letter.via === 'api' && !stamp ? 0 : began, now, values })
  return {
    given,
    consent: consent?.[lang] ?? null,
    lang,
    via: letter.via,
    address,
    agent: typed(agent).slice(0, 300).toWellFormed(),
    origin: letter.origin ?? null,
    key: onceKey(letter, { values, address, now, stamp: began === undefined ? '' : stamp }),
    suspicions: letter.via === 'api' && !stamp ? looks.filter(one => one.key !== 'form.why.stamp') : looks,
  }
}

/** A script names fields; one that is not asked for is not kept in silence. */
const strangers = (asked: readonly Asked[], { via, given }: Letter): Reason[] =>
  via === 'page'
    ? []
    : Object.keys(given).flatMap(key => (asked.some(one => one.key === key) ? [] : [reason('field.unknown', key)]))

const phoneProblems = (asked: readonly Asked[], values: Readonly<Record<string, unknown>>, country: string): Reason[] =>
  asked.flatMap(({ key, field }) => {
    const value = values[key]
    return field.kind === 'phone' && typeof value === 'string' && !phoneKey(value, country)
      ? [reason('form.badPhone', key)]
      : []
  })

type Once = {
  readonly values: Readonly<Record<string, unknown>>
  readonly address: string
  readonly now: number
  readonly stamp: string
}
/** The same words of the same page: sent twice by a double click. What was put right and sent again is another answer. */
function onceKey({ key, via }: Letter, { values, address, now, stamp }: Once): string {
  if (key) return `${via} ${hashOf(key)}`
  const page = stamp || `${address} ${Math.floor(now / 600_000)}`
  return `${via} ${hashOf(JSON.stringify([page, values]))}`
}
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
