// One question to every entity at once, each answering through its own list: what a person may not list, this
// does not find either.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { queryTerms } from '#kernel/searchTerm.ts'
import { type Entity, fieldOf } from '../entity.ts'
import { type AnyRecord, allRegistered, type Registered } from '../registry.ts'
import type { Hit, HitGroup } from '../search.schema.ts'
import { selectHolding } from './foundSql.ts'
import { sees } from './reader.ts'

const most = 8
/** So many are read to rank; more than eight equals are told apart by typing on. */
const ranked = 50

export async function searchAll(db: Db, actor: Actor, q: string): Promise<HitGroup[]> {
  const [first] = queryTerms(q)
  if (!first) return []
  const rows = allRegistered()
  const held = await selectHolding(
    db,
    rows.map(({ entity }) => entity.key),
    first.term,
  )
  const asked = rows.filter(({ entity }) => held.has(entity.key))
  const groups = await Promise.all(asked.map(row => searchOne(db, actor, row, q)))
  return groups.filter(group => group.hits.length > 0)
}

async function searchOne(db: Db, actor: Actor, row: Registered, q: string): Promise<HitGroup> {
  const { entity, verbs } = row
  const exact = JSON.stringify({ any: namesOf(actor, entity).map(field => ({ field, op: 'is', value: q.trim() })) })
  const like = await verbs.list(db, actor, { q, limit: ranked })
  // who is called just so may be older than the newest fifty that sound alike
  const same = like.nextCursor ? await verbs.list(db, actor, { limit: most, filter: exact }) : like
  const all = new Map([...same.items, ...like.items].map(record => [record.id, record]))
  const items = [...all.values()]
    .map(record => ({ record, rank: rankOf(entity, record, q) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
  return { entity: entity.key, label: entity.plural[actor.lang], hits: items.map(({ record }) => hitOf(row, record)) }
}

/** The fields that name a record to people, as far as they can be filtered. */
const namesOf = (actor: Actor, entity: Entity): string[] =>
  [...new Set([entity.title, 'number', 'code'])].filter(key => {
    const field = fieldOf(entity, key)
    return field?.filter && sees(actor, entity.key)(field)
  })

function rankOf(entity: Entity, record: AnyRecord, q: string): number {
  const wanted = q.trim().toLowerCase()
  const names = [entity.title, 'number', 'code', 'phone'].map(key => String(record[key] ?? '').toLowerCase())
  if (names.includes(wanted)) return 0
  if (names.some(name => name.startsWith(wanted))) return 1
  return names.some(name => name.includes(wanted)) ? 2 : 3
}

function hitOf({ entity, page }: Registered, record: AnyRecord): Hit {
  const title = String(record[entity.title] ?? record.number ?? '')
  const notes = [record.number, record.code, record.customerName, record.company, record.phone]
  const note = notes.find(one => typeof one === 'string' && one !== '' && one !== title)
  return {
    key: record.id,
    label: title,
    ...(note !== undefined && { note: String(note) }),
    href: page ? page(record) : `${entity.path}/${record.id}`,
  }
}
