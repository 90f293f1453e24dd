// Alternatives: lines under a common name of which exactly one is taken. They are optional lines, one of them chosen
// from the start, so whatever adds up what counts adds them up rightly. Pure.
import { type Reason, reason } from '#kernel/refusal.ts'

type Line = { readonly id: string; readonly alternative: string | null; readonly chosen: boolean }

export const groupsOf = <L extends Pick<Line, 'alternative'>>(lines: readonly L[]): ReadonlyMap<string, readonly L[]> =>
  Map.groupBy(
    lines.filter(line => line.alternative !== null),
    line => line.alternative ?? '',
  )

/** One of each group is chosen: the first, where nobody chose. Several at once are refused at all but the first. */
export function settled<L extends Line>(lines: readonly L[]): { readonly lines: L[]; readonly reasons: Reason[] } {
  const reasons: Reason[] = []
  const taken = new Map<string, string>()
  lines.forEach((line, i) => {
    if (line.alternative === null || !line.chosen) return
    if (taken.has(line.alternative)) reasons.push(oneOnly(`lines.${i}.chosen`, line.alternative))
    else taken.set(line.alternative, line.id)
  })
  for (const [group, [first]] of groupsOf(lines)) if (first && !taken.has(group)) taken.set(group, first.id)
  return {
    lines: lines.map(line =>
      line.alternative === null ? line : { ...line, chosen: taken.get(line.alternative) === line.id },
    ),
    reasons,
  }
}

const oneOnly = (path: string, group: string): Reason => reason('quote.oneOfGroup', path, { group })

/** As the customer takes them: of each group what was named, or what stands there. */
export function withTaken<L extends Line & { readonly optional: boolean }>(
  lines: readonly L[],
  chosen: readonly string[],
): { readonly lines: L[]; readonly reasons: Reason[] } {
  const optional = new Map(lines.filter(line => line.optional).map(line => [line.id, line]))
  const seen = new Set<string>()
  const reasons = chosen.flatMap((id, i): Reason[] => {
    const line = optional.get(id)
    if (!line) return [reason('quote.notOptional', `chosen.${i}`)]
    if (line.alternative === null) return []
    if (seen.has(line.alternative)) return [oneOnly(`chosen.${i}`, line.alternative)]
    seen.add(line.alternative)
    return []
  })
  const named = new Set(chosen)
  const takes = (line: L): boolean =>
    line.alternative !== null && !seen.has(line.alternative) ? line.chosen : line.optional && named.has(line.id)
  return { lines: lines.map(line => ({ ...line, chosen: takes(line) })), reasons }
}

type Edited = { readonly key: string; readonly alternative: string | null; readonly chosen: boolean }

/** In the editor: whoever is chosen last is the one. */
export function chosenLast<L extends Edited>(next: readonly L[], before: readonly L[]): L[] {
  const was = new Set(before.filter(line => line.chosen).map(line => line.key))
  const fresh = next.filter(line => line.chosen && line.alternative !== null && !was.has(line.key))
  const moved = new Set(fresh.map(line => line.alternative))
  const kept = next.map(line => (moved.has(line.alternative) && was.has(line.key) ? { ...line, chosen: false } : line))
  const choices = kept.map(({ key: id, alternative, chosen }) => ({ id, alternative, chosen }))
  const chosen = new Set(settled(choices).lines.flatMap(line => (line.chosen ? [line.id] : [])))
  return kept.map(line => (line.alternative === null ? line : { ...line, chosen: chosen.has(line.key) }))
}
