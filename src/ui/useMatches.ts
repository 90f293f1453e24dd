import { useQuery } from '@tanstack/react-query'
import type { LineProduct } from './LineAdd.tsx'
import type { PastedRow } from './pasteRows.ts'

type Match = (texts: readonly string[]) => Promise<ReadonlyMap<string, readonly LineProduct[]>>

/** Without a catalogue each text is looked for; what is called exactly so is it. */
export const matchEach =
  (find: (q: string) => Promise<readonly LineProduct[]>): Match =>
  async texts => {
    const found = new Map<string, readonly LineProduct[]>()
    for (const text of texts) {
      const wanted = text.toLowerCase()
      const all = await find(text)
      found.set(
        text,
        all.filter(one => one.code.toLowerCase() === wanted || one.name.toLowerCase() === wanted),
      )
    }
    return found
  }

/** The one product of each row, by its code, else by its name; a name that several share finds none. */
export function useMatches(rows: readonly PastedRow[], match: Match) {
  const texts = [...new Set(rows.flatMap(row => [row.code, row.name]).filter(Boolean))]
  const { data, isPending } = useQuery({
    queryKey: ['product', 'match', texts],
    queryFn: async () => Object.fromEntries(await match(texts)),
    enabled: texts.length > 0,
    staleTime: 30_000,
  })
  const only = (text: string): LineProduct | undefined => {
    const [first, second] = data?.[text] ?? []
    return second ? undefined : first
  }
  const found = new Map(
    rows.map(row => [row.no, (row.code && only(row.code)) || (row.name && only(row.name)) || undefined]),
  )
  return { found, pending: texts.length > 0 && isPending }
}
