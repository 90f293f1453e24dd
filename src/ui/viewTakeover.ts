// Views and columns used to stay on the device. What lies there goes to the server once, and then away.
import { Refusal } from '#kernel/refusal.ts'
import type { Entity } from '#meta/entity.ts'
import type { NewChoice, NewView } from '#meta/view.schema.ts'
import { readListState } from './listState.ts'
import { savedState } from './viewState.ts'

type Server = { create(view: NewView): Promise<unknown>; choose(choice: NewChoice): Promise<unknown> }
type Stored = { readonly label: string; readonly search: string }

export async function takeOver({ key, fields }: Entity, server: Server): Promise<void> {
  const places = { views: `baton.views.${key}`, columns: `baton.columns.${key}` }
  const stored = viewsIn(read(places.views))
  const columns = (read(places.columns) ?? '').split(',').filter(one => fields.some(field => field.key === one))
  for (const { label, search } of stored)
    await settled(server.create({ entity: key, name: label, ...savedState(readListState(search, fields)) }))
  if (columns.length > 0) await settled(server.choose({ entity: key, columns: columns.map(one => ({ key: one })) }))
  for (const place of Object.values(places)) forget(place)
}

/** A name that is taken was taken over by another tab; without a connection it is tried again next time. */
const settled = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
  })

function viewsIn(text: string | null): Stored[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter(isStored) : []
  } catch {
    return []
  }
}

const isStored = (value: unknown): value is Stored =>
  typeof value === 'object' &&
  value !== null &&
  'label' in value &&
  typeof value.label === 'string' &&
  'search' in value &&
  typeof value.search === 'string'

function read(place: string): string | null {
  try {
    return localStorage.getItem(place)
  } catch {
    return null // a browser that forbids the store has kept nothing in it
  }
}

function forget(place: string): void {
  try {
    localStorage.removeItem(place)
  } catch {
    // as above
  }
}
