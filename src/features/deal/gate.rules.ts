// What a stage still wants of a deal before it enters: asked where it was dropped, on board and page alike.
import type { Field } from '#meta/entity.ts'
import { checkPath, missingFor, uncheckedOf } from './deal.rules.ts'
import type { Deal, DealEdit, Stage } from './deal.schema.ts'

export function gateFields(stage: Stage, deal: Deal, fields: readonly Field[]): Field[] {
  const missing = new Set(missingFor(stage, deal).map(one => one.path))
  const lacking = fields.filter(field => missing.has(field.custom ? `custom.${field.key}` : field.key))
  const items = uncheckedOf(stage, deal).map(
    ({ id, text }): Field => ({ key: checkPath(id), label: { en: text, zh: text }, kind: 'yesNo', required: true }),
  )
  return [...lacking.map((field): Field => ({ ...field, required: true })), ...items]
}

type Lost = { readonly lostReason?: string; readonly lostNote?: string; readonly lostTo?: string }
type Gated = Lost & { readonly values?: DealEdit; readonly checks?: string[] }

/** What was asked on the card: a reason for losing, items, fields of the deal, own fields. */
export function gatedBody(
  { lostReason, lostNote, lostTo, ...asked }: Record<string, unknown>,
  fields: readonly Field[],
): Gated {
  const own = new Set(fields.filter(field => field.custom).map(field => field.key))
  const prefix = checkPath('')
  const entries = Object.entries(asked)
  const checks = entries.filter(([key, value]) => key.startsWith(prefix) && value === true)
  const given = entries.filter(([key]) => !key.startsWith(prefix))
  const custom = Object.fromEntries(given.filter(([key]) => own.has(key)))
  const plain = Object.fromEntries(given.filter(([key]) => !own.has(key)))
  return {
    ...(typeof lostReason === 'string' && { lostReason }),
    ...(typeof lostNote === 'string' && { lostNote }),
    ...(typeof lostTo === 'string' && { lostTo }),
    ...(checks.length > 0 && { checks: checks.map(([key]) => key.slice(prefix.length)) }),
    ...(given.length > 0 && { values: { ...plain, ...(Object.keys(custom).length > 0 && { custom }) } }),
  }
}
