import type { Department } from './people.schema.ts'

type Placed = { readonly item: Department; readonly depth: number }

/** The tree as a list, each below its parent; what stands nowhere (its parent is out of sight) comes as a root. */
export function inTree(items: readonly Department[]): Placed[] {
  const ids = new Set(items.map(item => item.id))
  const below = (parentId: string | null, depth: number): Placed[] =>
    items
      .filter(item => (item.parentId && ids.has(item.parentId) ? item.parentId : null) === parentId)
      .flatMap(item => [{ item, depth }, ...below(item.id, depth + 1)])
  return below(null, 0)
}
