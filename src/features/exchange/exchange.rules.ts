// Spellings of a column that its field does not know, and what each probably means: asked by server and page.
import { fold, nameKey } from '#kernel/keys.ts'

export type Counted = { readonly value: string; readonly count: number }
/** A name that a field knows, and how else it may be written. */
export type KnownName = { readonly name: string; readonly also: readonly string[] }
export type UnknownValue = Counted & { readonly suggestion: string | undefined }

/** Commonest first, each with the one known name it nearly is; never taken by likeness alone. */
export function unknownValues(values: readonly Counted[], known: readonly KnownName[]): UnknownValue[] {
  const exact = new Set(known.flatMap(({ name, also }) => [name, ...also].map(fold)))
  const near = new Map<string, string | undefined>()
  for (const { name, also } of known)
    for (const key of new Set([name, ...also].map(nameKey))) near.set(key, near.has(key) ? undefined : name)
  return values
    .filter(({ value }) => !exact.has(fold(value)))
    .map(({ value, count }) => ({ value, count, suggestion: near.get(nameKey(value)) }))
}
