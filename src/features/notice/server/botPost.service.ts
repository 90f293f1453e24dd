// What bots post leaves after the transaction that wrote it, at most five times: claimed in one transaction, posted in
// none, noted in another. What was taken once is never posted again.
import { type Database, inOrg } from '#kernel/db.ts'
import { render } from '#kernel/text.ts'
import { registered } from '#meta/registry.ts'
import { cutFor, urlProblems } from '../bot.rules.ts'
import { mostTries, pauseAfter } from '../notice.rules.ts'
import { noticeText } from '../notice.text.ts'
import { type BotParts, placeOf } from './bot.service.ts'
import { claimPosts, type DuePost, notPostedBound, postedBound } from './bot.sql.ts'
import { type BotRequest, refusalIn, requestOf } from './botSign.service.ts'

export type BotAnswer = { readonly status: number; readonly body: string }
export type Posting = BotParts & {
  readonly send: (request: BotRequest) => Promise<BotAnswer>
  readonly publicUrl: string | undefined
}

const patience = 10_000
const mostAnswer = 10_000

/** By HTTP; no redirect is followed, because it may lead anywhere. */
export async function sendToBot({ url, body }: BotRequest, wait = patience): Promise<BotAnswer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(wait),
  })
  return { status: answer.status, body: (await answer.text()).slice(0, mostAnswer) }
}

const most = 20

/** One organisation's due posts; answers how many were tried. */
export async function postDue(db: Database, orgId: string, posting: Posting): Promise<number> {
  const due = await inOrg(db, orgId, { mode: 'write' }, tx => claimPosts(tx, most))
  for (const post of due) {
    const problem = await problemOf(orgId, posting, post, db.clock.now())
    await inOrg(db, orgId, { mode: 'write' }, async tx => {
      if (problem === undefined) return tx.write(postedBound(orgId, post.id, tx.now))
      const dueAt = new Date(Date.parse(tx.now) + pauseAfter(post.tries)).toISOString()
      const isLast = problem.isFinal || post.tries >= mostTries
      tx.write(notPostedBound(orgId, { id: post.id, isLast, dueAt, error: problem.error }))
    })
  }
  return due.length
}

type Missed = { readonly error: string; readonly isFinal: boolean }

async function problemOf(orgId: string, posting: Posting, post: DuePost, now: Date): Promise<Missed | undefined> {
  if (!post.active) return { error: 'the bot is switched off', isFinal: true }
  const open = (sealed: string, what: 'url' | 'secret') => posting.sealer.open(sealed, placeOf(orgId, post.botId, what))
  const url = open(post.url, 'url')
  const secret = post.secret === null ? null : open(post.secret, 'secret')
  if (!url || secret === undefined) return { error: 'sealed by another server: enter its address again', isFinal: true }
  // what was allowed when it was entered may not be any more
  if (urlProblems(post.kind, url, posting.hosts).length > 0)
    return { error: 'its address is not allowed', isFinal: true }
  try {
    const text = cutFor(post.kind, wordsOf(post, posting.publicUrl))
    const { status, body } = await posting.send(requestOf(post.kind, { url, secret, text, now }))
    const error = refusalIn(status, body)
    return error === undefined ? undefined : { error, isFinal: false }
  } catch (error) {
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error), isFinal: false }
  }
}

function wordsOf(post: DuePost, publicUrl: string | undefined): string {
  const { lang, saidKind, values, names, entity, recordId } = post
  const path = entity && recordId && registered(entity) ? `${registered(entity)?.entity.path}/${recordId}` : undefined
  const said = saidKind === 'test' ? 'bot.testSay' : (`notice.say.${saidKind}` as const)
  return [
    render(noticeText[said], lang, { ...values, org: post.orgName }),
    ...(names ? [render(noticeText['bot.for'], lang, { names })] : []),
    ...(publicUrl && path ? [publicUrl + path] : []),
  ].join('\n')
}
