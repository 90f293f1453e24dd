// Which statements are kept prepared. A named one is parsed and planned once per connection: planning the seven
// joins of a list takes ten times as long as running it (docs/performance.md). Each costs memory in every
// connection, so there are only so many, and a shape that people put together is named when it comes again.
const most = 300
const worth = 3

export function statementNames() {
  const names = new Map<string, string>()
  const seen = new Map<string, number>()

  function nameOf(text: string): string | undefined {
    const known = names.get(text)
    if (known || names.size >= most) return known
    const made = `list.${names.size}`
    names.set(text, made)
    return made
  }
  function nameOfSeen(text: string): string | undefined {
    const known = names.get(text)
    if (known) return known
    const times = (seen.get(text) ?? 0) + 1
    if (times >= worth) {
      seen.delete(text)
      return nameOf(text)
    }
    if (seen.size > 5000) seen.clear()
    seen.set(text, times)
    return undefined
  }
  return {
    /** For the program's own texts, which are few. */
    nameOf,
    /** For texts whose shape comes with the request. */
    nameOfSeen,
  }
}

export const { nameOf, nameOfSeen } = statementNames()
