import { closable, type Entity, ofLine } from '#meta/entity.ts'
import { withTold } from '#meta/lineRights.ts'
import { useEntity } from './useEntity.ts'

type Column = { readonly key: string; set?: unknown }

/** What of a document's lines this person sees and writes: for columns, for sums, for what is sent. */
export function useLineRights(builtIn: Entity) {
  const entity = useEntity(builtIn)
  const stands = new Map((entity.lines ?? []).map(field => [field.key, field.derived ? 'read' : 'edit'] as const))
  const said = (builtIn.lines ?? []).map(({ key }) => [ofLine(key), stands.get(key) ?? 'hidden'] as const)
  const rights = withTold({ [builtIn.key]: Object.fromEntries(said) }, () => builtIn)[builtIn.key] ?? {}
  const known = new Set(closable(entity).map(field => field.key))
  const lost = (builtIn.fields ?? []).filter(field => !known.has(field.key)).map(field => field.key)
  const also = (builtIn.lines ?? []).flatMap(field =>
    rights[ofLine(field.key)] === 'edit' ? [] : [field.key, ...(field.also ?? [])],
  )
  const shows = (key: string): boolean => rights[ofLine(key)] !== 'hidden'
  return {
    /** A field of a line. */
    shows,
    /** A field of the head, a total above all. */
    showsHead: (key: string): boolean => rights[key] !== 'hidden' && !lost.includes(key),
    columns: <C extends Column>(columns: readonly C[]): C[] =>
      columns.filter(({ key }) => shows(key)).map(column => (also.includes(column.key) ? readOnly(column) : column)),
    given: <I extends object>(input: I): I =>
      Object.fromEntries(Object.entries(input).filter(([key]) => !also.includes(key))) as I, // all that is closed is optional in inputs
  }
}

/** A column that nothing can be typed into. */
function readOnly<C extends Column>({ set, ...column }: C): C {
  return column as C // `set` is all that is gone, and optional
}
