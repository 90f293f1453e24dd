// One reader for the timeline of any record: its own events, those told about it, follow-ups inside. What the
// reader may not see of a neighbour (its record, a field) is left out here, not in the page.
import type { Actor } from '#kernel/access.ts'
import type { PageOf } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import { isUuid } from '#kernel/ids.ts'
import { withoutAddresses } from '#kernel/mailWords.ts'
import { missing, namedBy, Refusal } from '#kernel/refusal.ts'
import { isLabel } from '#kernel/text.ts'
import { hiddenFields, showsOf } from '#meta/fieldRights.ts'
import { namesOther, toldIn } from '#meta/history.ts'
import { shutParts } from '#meta/lineRights.ts'
import { isMasked, maskedFields } from '#meta/pooled.ts'
import { type AnyRecord, registered } from '#meta/registry.ts'
import { hasSource, reachableIds } from '#meta/server/sources.ts'
import type { Followup } from '../followup.schema.ts'
import type { TimelineEntry, TimelineQuery } from '../timeline.schema.ts'
import { selectFollowups } from './followup.sql.ts'
import { type EventRow, type Mark, selectEvents } from './timeline.sql.ts'

export async function readTimeline(db: Db, actor: Actor, query: TimelineQuery): Promise<PageOf<TimelineEntry>> {
  const { entity, id, limit = 30 } = query
  const after = query.cursor ? markOf(query.cursor) : null
  const [rows, record] = await Promise.all([
    selectEvents(db, { entity, id }, after, limit + 1),
    namedBy('id', recordOf(db, actor, entity, id)),
  ])
  const page = rows.slice(0, limit)
  const shared = isMasked(actor, record)
  const [near, whole] = await Promise.all([
    neighbours(db, actor, entity, page),
    shared ? reachableIds(db, actor, entity, [id]) : undefined,
  ])
  const last = page.at(-1)
  // what was said to whoever had it is not for everyone who may take it
  const told = whole && !whole.has(id) ? page.filter(row => row.entity === entity) : page
  const open = shared ? unmasked : (entry: TimelineEntry) => entry
  return {
    items: told
      .filter(row => near.visible(row))
      .flatMap(row => shown(actor, row, near.followups))
      .map(open),
    nextCursor: rows.length > limit && last ? cursorOf(last) : null,
  }
}

async function recordOf(db: Db, actor: Actor, entity: string, id: string): Promise<AnyRecord> {
  const row = registered(entity)
  if (!row) throw missing(entity)
  return row.verbs.get(db, actor, id)
}

/** Without how to reach anyone of it, as long as it lies in a pool. */
function unmasked(entry: TimelineEntry): TimelineEntry {
  const known = registered(entry.entity)?.entity
  const masked = new Set(known ? maskedFields(known) : [])
  const rest = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(values).filter(([key]) => !masked.has(key)))
  return { ...entry, before: rest(entry.before), after: rest(entry.after) }
}

type Near = { visible: (row: EventRow) => boolean; followups: ReadonlyMap<string, Followup> }

/** Rights of every other record on the page, kind by kind, in one trip. */
async function neighbours(db: Db, actor: Actor, entity: string, rows: readonly EventRow[]): Promise<Near> {
  const others = Map.groupBy(
    rows.filter(row => row.entity !== entity && hasSource(row.entity)),
    row => row.entity,
  )
  const logged = [...new Set(rows.filter(row => row.entity === 'followup').map(row => row.recordId))]
  const [found, ...reached] = await Promise.all([
    logged.length > 0 ? selectFollowups(db, logged) : [],
    ...[...others].map(async ([name, events]) => {
      const ids = [...new Set(events.map(event => event.recordId))]
      return [name, await reachableIds(db, actor, name, ids)] as const
    }),
  ])
  const reachable = new Map(reached)
  return {
    visible: row => reachable.get(row.entity)?.has(row.recordId) ?? true,
    followups: new Map(found.map(one => [one.id, one])),
  }
}

function shown(actor: Actor, row: EventRow, followups: ReadonlyMap<string, Followup>): TimelineEntry[] {
  const followup = row.kind === 'followup.logged' ? followups.get(row.recordId) : undefined
  if (row.kind === 'followup.logged' && !followup) return []
  // a creation is told by its kind; its fields stand on the record
  const whole = row.kind.endsWith('.created')
  const open = readable(actor, row.entity)
  const after = whole ? {} : unnamed(actor, row.kind, open(row.after))
  return [{ ...row, before: whole ? {} : open(row.before), after, followup: followup ?? null }]
}

/** Whom a letter went to, without the address for who may not see contacts' addresses. */
function unnamed(actor: Actor, kind: string, { text, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const other = namesOther[kind]
  const known = other && registered(other.entity)?.entity
  const isHidden = other && known && hiddenFields(actor, known).has(other.field)
  const said = isHidden && typeof text === 'string' ? withoutAddresses(text) : text
  return { ...rest, ...(said !== undefined && { text: said }) }
}

function readable(actor: Actor, entity: string) {
  const known = registered(entity)?.entity
  const hidden = known ? hiddenFields(actor, known) : new Set<string>()
  const shut = known ? showsOf(known, hidden) : () => false
  const isHidden = (key: string) => shut(key) || hidden.has(toldIn[entity]?.[key] ?? '')
  return (values: Record<string, unknown> | null): Record<string, unknown> => {
    const open = Object.fromEntries(
      Object.entries(values ?? {}).filter(([key]) => !isHidden(key) && !hidden.has(key.replace(/^custom\./, ''))),
    )
    if (known) shutParts(known, open, hidden)
    return Object.fromEntries(
      Object.entries(open).map(([key, value]) => [key, isLabel(value) ? value[actor.lang] : value]),
    )
  }
}

const cursorOf = ({ at, id }: EventRow): string => Buffer.from(JSON.stringify([at, id])).toString('base64url')

function markOf(cursor: string): Mark {
  const bad = new Refusal({ key: 'list.badCursor', path: 'cursor' }, 'malformed')
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const [at, id]: unknown[] = Array.isArray(parsed) ? parsed : []
    if (typeof at !== 'string' || typeof id !== 'string' || !isUuid(id) || Number.isNaN(Date.parse(at))) throw bad
    return { at, id }
  } catch {
    throw bad
  }
}
