// Somebody opens a link: found before the organisation is known, then everything under its own row-level security.
// Expired, taken back, unknown and foreign are one answer, so that nobody learns what there was.
import { limit } from '#features/people/server/lockout.service.ts'
import { findLink, visitorOf } from '#features/people/server/visitor.service.ts'
import type { Actor, OrgFacts } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import { type Database, inOrg, type Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type Lang, render } from '#kernel/text.ts'
import { typed } from '#kernel/typed.ts'
import { isLive, isToken, pageLang } from '../link.rules.ts'
import { isFreshLook, lockLink, openedBound, selectLink, visitedBound } from './link.sql.ts'
import {
  type Form,
  type LinkPage,
  type LinkScope,
  type Look,
  type Refused,
  scopeOf,
  type Visit,
} from './scope.service.ts'

/** For pages of other features: the language that somebody without an account reads. */
export const tongueOf = pageLang

/** The address of the company's logo, which lies elsewhere. */
export type FindLogo = (org: OrgFacts) => Promise<string | undefined>
export type Knock = {
  readonly logo: FindLogo
  readonly token: string
  readonly address: string
  readonly agent: string
  /** Where the company's files lie. */
  readonly folder: string
  readonly chosen: unknown
  readonly wish: string | undefined
}
export type Shown = LinkPage & { readonly lang: Lang; readonly company: string; readonly logo: string | undefined }

const rates = {
  address: { most: 60, seconds: 60 },
  token: { most: 30, seconds: 60 },
  // each is drawn anew
  paper: { most: 6, seconds: 60 },
} as const
const gone = (): Refusal => new Refusal('link.page.gone', 'missing')

type Opened = { readonly scope: LinkScope; readonly visitor: Actor; readonly visit: Visit; readonly logo: FindLogo }

type Inside<T> = (tx: Tx, opened: Opened) => Promise<T>

async function within<T>(database: Database, knock: Knock, fn: Inside<T>): Promise<T> {
  const { token } = knock
  await limit(database, `link ${knock.address}`, rates.address)
  if (!isToken(token)) throw gone()
  const found = await findLink(database, token)
  if (!found) throw gone()
  await limit(database, `link ${found.linkId}`, rates.token)
  return inOrg(database, found.orgId, { mode: 'write' }, async tx => fn(tx, await opened(tx, found.linkId, knock)))
}

async function opened(tx: Tx, linkId: string, knock: Knock): Promise<Opened> {
  const { token, chosen, wish, logo, address, agent, folder } = knock
  const link = await selectLink(tx, linkId)
  const scope = link && scopeOf(link.scope)
  if (!link || !scope || !isLive(link, tx.now)) throw gone()
  const visitor = await visitorOf(tx, scope.grants)
  const lang = pageLang({ chosen, wish, usual: visitor.lang })
  const visit: Visit = {
    linkId,
    recordId: link.recordId,
    token,
    lang,
    action: `/p/${token}?lang=${lang}`,
    say: (label, values) => render(label, lang, values),
    receiver: link.receiver,
    address,
    agent: typed(agent).slice(0, 300).toWellFormed(),
    folder,
  }
  return { scope, visitor, visit, logo }
}

const shown = async (tx: Tx, { scope, visitor, visit, logo }: Opened, refused?: Refused): Promise<Shown> => ({
  ...(await scope.page(tx, visitor, visit, refused).catch(asGone)),
  lang: visit.lang,
  company: visitor.org.name,
  logo: await logo(visitor.org),
})

/** What the link was of is no longer there. */
function asGone(error: unknown): never {
  throw error instanceof Refusal && error.kind === 'missing' ? gone() : error
}

/** Each time it is opened counts; a machine that only asks for the head does not open it. */
export const openLink = (database: Database, knock: Knock, isHead = false): Promise<Shown> =>
  within(database, knock, async (tx, one) => {
    const page = await shown(tx, one)
    if (isHead) return page
    tx.write(openedBound(tx.orgId, one.visit.linkId, tx.now))
    await keepLook(tx, one, { what: 'page' })
    return page
  })

/** What may be taken along from the page, where there is such a thing. */
export async function openPaper(database: Database, knock: Knock): Promise<FileAnswer> {
  await limit(database, `paper ${knock.address}`, rates.paper)
  return within(database, knock, async (tx, one) => {
    const { scope, visitor, visit } = one
    if (!scope.paper) throw gone()
    const file = await scope.paper(tx, visitor, visit).catch(asGone)
    await keepLook(tx, one, { what: 'paper' })
    return file
  })
}

/** Two looks at once come one after the other: the second finds the first. */
async function keepLook(tx: Tx, { scope, visitor, visit }: Opened, look: Look): Promise<void> {
  if (!scope.seen) return
  const { linkId, address, agent } = visit
  const glance = { linkId, address, agent, what: look.what }
  await lockLink(tx, linkId)
  if (!(await isFreshLook(tx, glance))) return
  tx.write(visitedBound(tx, newId(), glance))
  await scope.seen(tx, visitor, visit, look)
}

export const readFeed = (database: Database, knock: Knock): Promise<string> =>
  within(database, knock, async (tx, { scope, visitor, visit }) => {
    if (!scope.feed) throw gone()
    const text = await scope.feed(tx, visitor, visit).catch(asGone)
    tx.write(openedBound(tx.orgId, visit.linkId, tx.now))
    return text
  })

/** Where the visitor goes on, or the page again with what was wrong. */
export async function sayThrough(database: Database, knock: Knock, form: Form): Promise<string | Shown> {
  let refused: Refused | undefined
  for (let i = 0; ; i++) {
    const step = i
    try {
      return await within(database, knock, async (tx, one) => {
        const onward = step === 0 && (await one.scope.onward?.(tx, one.visitor, one.visit, form).catch(asGone))
        if (onward) return onward
        const said = one.scope.said?.[step]
        if (!said) return shown(tx, one, refused)
        await said(tx, one.visitor, one.visit, form)
        return one.visit.action
      })
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'tooMany' || error.reasons[0]?.key === 'link.page.gone')
        throw error
      refused = { form, reasons: error.reasons }
    }
  }
}
