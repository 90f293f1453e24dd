// One's own calendar for other programs: behind a private link that its owner makes and takes back.
import { endLinks, liveLink, makeLink } from '#features/link/server/link.service.ts'
import type { LinkScope } from '#features/link/server/scope.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import { type Actor, can, type PermissionRows } from '#kernel/access.ts'
import { addDays, dayOf } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { icsOf } from '#kernel/ics.ts'
import { missing } from '#kernel/refusal.ts'
import { render } from '#kernel/text.ts'
import { tell } from '#meta/server/record.service.ts'
import type { AgendaFeed, AgendaItem } from '../agenda.schema.ts'
import { agendaText } from '../agenda.text.ts'
import { agendaOf } from './agenda.service.ts'

const scope = 'agenda'
const placeOf = (actor: Actor) => ({ scope, entity: 'user', recordId: actor.userId })

/** Nobody goes on looking for it so long; until then it is taken back by hand, or with its owner's account. */
const years = 5
const past = 14
const coming = 183

export async function readFeed(db: Db, actor: Actor): Promise<AgendaFeed> {
  const link = await liveLink(db, placeOf(actor))
  return { since: link?.createdAt ?? null, lastOpenedAt: link?.lastOpenedAt ?? null, opened: link?.opened ?? 0 }
}

/** Whoever has an older one reads no more by it. */
export async function makeFeed(tx: Tx, actor: Actor): Promise<{ path: string }> {
  const expiresAt = new Date(Date.parse(tx.now) + years * 365 * 86_400_000).toISOString()
  endLinks(tx, 'user', actor.userId)
  const { path } = makeLink(tx, { ...placeOf(actor), expiresAt, createdBy: actor.userId })
  tell(tx, { actor, entity: 'user', recordId: actor.userId, kind: 'user.feedMade' })
  return { path: `${path}/calendar.ics` }
}

export async function dropFeed(tx: Tx, actor: Actor): Promise<AgendaFeed> {
  endLinks(tx, 'user', actor.userId)
  tell(tx, { actor, entity: 'user', recordId: actor.userId, kind: 'user.feedDropped' })
  return { since: null, lastOpenedAt: null, opened: 0 }
}

/** Its reader is its owner, as they stand today: who has left, or may no longer see a record, reads nothing of it. */
export const agendaScope = (permissions: PermissionRows): LinkScope => ({
  scope,
  entity: 'user',
  may: 'user.edit',
  grants: {},
  page: async () => {
    throw missing('link')
  },
  feed: async (db, _visitor, { recordId }) => feedOf(db, await loadActor(db, permissions, recordId, 'link')),
})

async function feedOf(db: Db, actor: Actor): Promise<string> {
  if (!can(actor, 'followup.read')) throw missing('link')
  const today = dayOf(new Date(db.now), actor.org.zone)
  const { items } = await agendaOf(db, actor, { from: addDays(today, -past), to: addDays(today, coming), mine: true })
  const name = render(agendaText['agenda.feedName'], actor.lang, { name: actor.org.name })
  return icsOf({ name, now: db.now, events: items.map(item => eventOf(item, actor)) })
}

const eventOf = ({ key, kind, who, text, at, day }: AgendaItem, { lang, orgId }: Actor) => ({
  uid: `${key}@${orgId}`,
  summary: [who, text].filter(Boolean).join(' · '),
  note: render(agendaText[`agenda.${kind}`], lang),
  at,
  day,
})
