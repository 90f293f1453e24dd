// What a list shows, as a file: the same verb, the same rights, the same filter.
import iconv from 'iconv-lite'
import type { Actor } from '#kernel/access.ts'
import { can } from '#kernel/access.ts'
import type { FileAnswer, ListQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { streamInOrg } from '#kernel/stream.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { type AnyRecord, type Registered, registered } from '#meta/registry.ts'
import { sees } from '#meta/server/reader.ts'
import { entityFor } from '#meta/server/record.service.ts'
import { type CsvCell, csvLine } from '../write/csv.ts'

type Asked = Pick<ListQuery, 'filter' | 'sort' | 'q'>
export type ExportQuery = Asked &
  Pick<ListQuery, 'fields'> & { readonly encoding?: 'utf-8' | 'gb18030' | 'gbk'; readonly sizes?: Sizes }
/** How many records one file may hold, and how many are read at a time. */
type Sizes = { readonly most: number; readonly batch: number }
const usual: Sizes = { most: 200_000, batch: 1000 }
const mostAtOnce = 3
let running = 0

/** Whatever can be refused is refused before the first byte; what fails later breaks the download off. */
export async function exportRecords(
  db: Db,
  actor: Actor,
  row: Registered,
  { fields: wish, encoding = 'utf-8', sizes = usual, ...asked }: ExportQuery,
): Promise<FileAnswer> {
  const permission = permissionOf(row)
  if (!can(actor, permission)) throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
  // 湖㳇镇 would become 湖?镇, and nobody would notice
  if (encoding === 'gbk') throw new Refusal(reason('exchange.gbkLoses', 'encoding'))
  if (running >= mostAtOnce) throw new Refusal('exchange.exportBusy', 'unavailable')
  const entity = await entityFor(db, actor, row.entity)
  const fields = chosen(entity, actor, wish)
  refuseTooMany(await countOf(db, actor, row, asked), sizes)
  const day = today(db.database.clock, actor.org.zone)
  return {
    fileName: `${entity.plural[actor.lang]}-${day}.csv`,
    type: `text/csv; charset=${encoding}`,
    bytes: counted(
      encoded(
        streamInOrg(db.database, actor.orgId, tx => linesOf(tx, actor, row, { asked, fields, sizes })),
        encoding,
      ),
    ),
  }
}

/** Older programs in China read GB18030, without a mark; it has every character that UTF-8 has. */
async function* encoded(
  parts: AsyncIterable<string>,
  encoding: 'utf-8' | 'gb18030',
): AsyncGenerator<string | Uint8Array> {
  for await (const part of parts)
    yield encoding === 'utf-8' ? part : iconv.encode(part.replace(/^\ufeff/, ''), encoding)
}

const permissionOf = (row: Registered): string => `${row.entity.key}.export`

/** A list of one also says what is wrong with the filter and the order. */
async function countOf(db: Db, actor: Actor, { verbs }: Registered, asked: Asked): Promise<number> {
  const { sort: _, ...rows } = asked
  const reading = [verbs.summary?.(db, actor, rows), verbs.list(db, actor, { ...asked, limit: 1 })] as const
  const [summary] = await Promise.all(reading)
  return summary?.count ?? 0
}

/** Half a file that looks whole is worse than none. */
function refuseTooMany(count: number, { most }: Sizes): void {
  if (count > most) throw new Refusal(reason('exchange.exportTooBig', 'filter', { max: most }))
}

async function* counted<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  running++
  try {
    yield* parts
  } finally {
    running--
  }
}

type Wanted = { readonly asked: Asked; readonly fields: readonly Field[]; readonly sizes: Sizes }

/** The mark and the head leave with the first records, so that a fault until then is still said as one. */
async function* linesOf(
  tx: Db,
  actor: Actor,
  row: Registered,
  { asked, fields, sizes }: Wanted,
): AsyncGenerator<string> {
  const lines = new Lines(tx, actor, fields)
  let begun = `\ufeff${csvLine(fields.map(field => field.label[actor.lang]))}`
  let cursor: string | null = null
  let count = 0
  do {
    const page = await row.verbs.list(tx, actor, { ...asked, limit: sizes.batch, ...(cursor && { cursor }) })
    count += page.items.length
    cursor = page.nextCursor
    refuseTooMany(count, sizes)
    yield begun + (await lines.of(withinReach(actor, permissionOf(row), page.items)))
    begun = ''
  } while (cursor)
}

/** The right to export may reach less far than the right to read. */
const withinReach = (actor: Actor, permission: string, items: readonly AnyRecord[]): AnyRecord[] =>
  items.filter(
    item =>
      !('ownerId' in item) || can(actor, permission, { ownerId: textOf(item.ownerId), deptId: textOf(item.deptId) }),
  )

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function chosen(entity: Entity, actor: Actor, wish: string | undefined): readonly Field[] {
  const shown = entity.fields.filter(field => sees(actor, entity.key)(field) && !field.hidden)
  if (!wish) return shown
  return wish.split(',').map(key => {
    const field = shown.find(one => one.key === key)
    if (!field) throw new Refusal({ key: 'list.badField', path: 'fields', values: { field: key } }, 'malformed')
    return field
  })
}

const mostNames = 5000

class Lines {
  readonly #names = new Map<string, Promise<string>>()
  readonly #db: Db
  readonly #actor: Actor
  readonly #fields: readonly Field[]

  constructor(db: Db, actor: Actor, fields: readonly Field[]) {
    this.#db = db
    this.#actor = actor
    this.#fields = fields
  }

  async of(records: readonly AnyRecord[]): Promise<string> {
    if (this.#names.size > mostNames) this.#names.clear()
    const lines: string[] = []
    for (const record of records)
      lines.push(csvLine(await Promise.all(this.#fields.map(field => this.#cell(field, record)))))
    return lines.join('')
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
