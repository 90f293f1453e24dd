// Keyset paging with a unique tail and nulls last in both directions.

import { isDate } from '#kernel/clock.ts'
import type { Params } from '#kernel/conditionSql.ts'
import { isUuid } from '#kernel/ids.ts'
import { isDecimal } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'

export type SortKey = {
  readonly key: string
  sql: string
  readonly type: string
  readonly desc: boolean
  readonly notNull: boolean
  readonly fieldId?: string
}
type Cursor = { readonly values: readonly unknown[]; readonly id: string }

const signature = (keys: readonly SortKey[]): string => keys.map(key => `${key.desc ? '-' : ''}${key.key}`).join(',')

export function encodeCursor(keys: readonly SortKey[], values: readonly unknown[], id: string): string {
  return Buffer.from(JSON.stringify([signature(keys), values, id])).toString('base64url')
}

export function decodeCursor(text: string, keys: readonly SortKey[]): Cursor {
  const bad = new Refusal({ key: 'list.badCursor', path: 'cursor' }, 'malformed')
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (
      !Array.isArray(parsed) ||
      parsed[0] !== signature(keys) ||
      !Array.isArray(parsed[1]) ||
      parsed[1].length !== keys.length ||
      typeof parsed[2] !== 'string' ||
      !isUuid(parsed[2])
    )
      throw bad
    if (!parsed[1].every((value: unknown, i) => value === null || fits(value, keys[i]?.type))) throw bad
    return { values: parsed[1], id: parsed[2] }
  } catch {
    throw bad
  }
}

// whoever forged a cursor is told so, instead of what the database thinks of its values
const shapes: Readonly<Record<string, (value: string) => boolean>> = {
  uuid: isUuid,
  date: value => isDate(value.slice(0, 10)) && value.length === 10,
  timestamptz: value =>
    /^\d{4}-\d\d-\d\d[T ][\d:.+Z-]+$/.test(value) && isDate(value.slice(0, 10)) && !Number.isNaN(Date.parse(value)),
  numeric: isDecimal,
  boolean: value => value === 'true' || value === 'false',
  text: value => !value.includes('\u0000') && value.isWellFormed(),
}
const isCount = (value: string): boolean => Number.isSafeInteger(Number(value)) && value.trim() !== ''
const isFloat = (value: string): boolean => Number.isFinite(Number(value)) && value.trim() !== ''

function fits(value: unknown, type = 'text'): boolean {
  if (!['string', 'number', 'boolean'].includes(typeof value)) return false
  const shape = shapes[type] ?? (type.startsWith('float') ? isFloat : isCount)
  return shape(String(value))
}

/** `(a, b, id) after the cursor`, as an or-chain that keeps nulls last; a row comparison where nothing is null. */
export function keysetSql(keys: readonly SortKey[], cursor: Cursor, params: Params): string {
  const tail = keys[0]?.desc ? '<' : '>'
  const id = `${params.add(cursor.id)}::uuid`
  const same = keys.every(key => key.notNull && key.desc === keys[0]?.desc)
  if (same) {
    const values = keys.map((key, i) => `${params.add(cursor.values[i])}::${key.type}`)
    return `(${[...keys.map(key => key.sql), 't.id'].join(', ')}) ${tail} (${[...values, id].join(', ')})`
  }
  return after(keys, cursor.values, `t.id ${tail} ${id}`, params)
}

function after(
  [key, ...others]: readonly SortKey[],
  [first, ...values]: readonly unknown[],
  tail: string,
  params: Params,
): string {
  if (!key) return tail
  const value = first ?? null
  const rest = (equal: string) => `(${equal} and ${after(others, values, tail, params)})`
  if (value === null) return rest(`${key.sql} is null`)
  const param = `${params.add(value)}::${key.type}`
  const beyond = `${key.sql} ${key.desc ? '<' : '>'} ${param}`
  return `(${beyond}${key.notNull ? '' : ` or ${key.sql} is null`} or ${rest(`${key.sql} = ${param}`)})`
}
