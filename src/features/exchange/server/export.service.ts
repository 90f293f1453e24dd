// What a list shows, as a file: the same verb, the same rights, the same filter.
import type { Actor } from '#kernel/access.ts'
import { can } from '#kernel/access.ts'
import type { ListQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { type AnyRecord, type Registered, registered } from '#meta/registry.ts'
import { sees } from '#meta/server/reader.ts'
import { entityFor } from '#meta/server/record.service.ts'
import { type CsvCell, csvLine } from '../write/csv.ts'

export type ExportQuery = Pick<ListQuery, 'filter' | 'sort' | 'q' | 'fields'> & {
  /** How many records one file may hold. */
  readonly most?: number
}
const pageSize = 1000
const mostRecords = 200_000

export async function exportRecords(db: Db, actor: Actor, row: Registered, query: ExportQuery) {
  const permission = `${row.entity.key}.export`
  if (!can(actor, permission)) throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
  const entity = await entityFor(db, actor, row.entity)
  const fields = chosen(entity, actor, query.fields)
  const file = new Page(db, actor, fields)
  const { fields: _, most = mostRecords, ...asked } = query
  let cursor: string | null = null
  let count = 0
  do {
    const page = await row.verbs.list(db, actor, { ...asked, limit: pageSize, ...(cursor && { cursor }) })
    await file.add(withinReach(actor, permission, page.items))
    count += page.items.length
    cursor = page.nextCursor
    // half a file that looks whole is worse than none
    if (cursor && count >= most) throw new Refusal(reason('exchange.exportTooBig', 'filter', { max: most }))
  } while (cursor)
  const day = today(db.database.clock, actor.org.zone)
  return {
    fileName: `${entity.plural[actor.lang]}-${day}.csv`,
    type: 'text/csv; charset=utf-8',
    bytes: new TextEncoder().encode(file.text()),
  }
}

/** The right to export may reach less far than the right to read. */
const withinReach = (actor: Actor, permission: string, items: readonly AnyRecord[]): AnyRecord[] =>
  items.filter(
    item =>
      !('ownerId' in item) || can(actor, permission, { ownerId: textOf(item.ownerId), deptId: textOf(item.deptId) }),
  )

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function chosen(entity: Entity, actor: Actor, wish: string | undefined): readonly Field[] {
  const shown = entity.fields.filter(field => sees(actor)(field) && !field.hidden)
  if (!wish) return shown
  return wish.split(',').map(key => {
    const field = shown.find(one => one.key === key)
    if (!field) throw new Refusal({ key: 'list.badField', path: 'fields', values: { field: key } }, 'malformed')
    return field
  })
}

class Page {
  readonly #parts: string[]
  readonly #names = new Map<string, Promise<string>>()
  readonly #db: Db
  readonly #actor: Actor
  readonly #fields: readonly Field[]

  constructor(db: Db, actor: Actor, fields: readonly Field[]) {
    this.#db = db
    this.#actor = actor
    this.#fields = fields
    this.#parts = [`\ufeff${csvLine(fields.map(field => field.label[actor.lang]))}`]
  }

  async add(records: readonly AnyRecord[]): Promise<void> {
    for (const record of records) {
      const cells = await Promise.all(this.#fields.map(field => this.#cell(field, record)))
      this.#parts.push(csvLine(cells))
    }
  }

  text(): string {
    return this.#parts.join('')
  }

  #cell(field: Field, record: AnyRecord): CsvCell | Promise<CsvCell> {
    const own = record.custom as Readonly<Record<string, unknown>> | undefined // what every record answers
    const value = field.custom ? own?.[field.key] : record[field.key]
    if (value === null || value === undefined) return ''
    if (field.kind === 'reference' || field.kind === 'user') return this.#name(field, record, String(value))
    if (Array.isArray(value)) return value.map(one => this.#word(field, one)).join(', ')
    return this.#word(field, value)
  }

  #word(field: Field, value: unknown): CsvCell {
    const choice = field.choices?.find(one => one.value === value)
    if (choice) return choice.label[this.#actor.lang]
    return typeof value === 'boolean' ? yesNo[this.#actor.lang][value ? 1 : 0] : String(value)
  }

  #name(field: Field, record: AnyRecord, id: string): CsvCell | Promise<CsvCell> {
    const beside = record[field.key.replace(/Id$/, 'Name')]
    if (!field.custom && typeof beside === 'string') return beside
    const target = registered(field.kind === 'user' ? 'user' : (field.refEntity ?? ''))
    if (!target) return id
    const key = `${target.entity.key}:${id}`
    const known = this.#names.get(key) ?? nameOf(this.#db, this.#actor, target, id)
    this.#names.set(key, known)
    return known
  }
}

const yesNo = { en: ['No', 'Yes'], zh: ['否', '是'] } as const

/** Out of reach is an empty cell, as on the page. */
async function nameOf(db: Db, actor: Actor, target: Registered, id: string): Promise<string> {
  try {
    return String((await target.verbs.get(db, actor, id))[target.entity.title] ?? '')
  } catch (error) {
    if (error instanceof Refusal) return ''
    throw error
  }
}
