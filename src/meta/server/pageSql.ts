// A page is found in the record's own table; tables that only add names to it are looked into for its rows alone.
import type { Source } from './sourceSql.ts'

export type Apart = { readonly table: string; readonly names: string; readonly aliases: readonly string[] }

// joins that neither take rows away nor double them: by a foreign key, or outer and by a key
const naming =
  /^(?:join orgs (\w+) on \1\.org_id = t\.org_id|join \w+ (\w+) on \2\.org_id = \w+\.org_id and \2\.id = \w+\.\w+|left join \w+ (\w+) on \3\.org_id = \w+\.org_id and \3\.\w+ = \w+\.\w+)$/

const known = new Map<string, Apart | undefined>()

function apart(from: string): Apart | undefined {
  const [table = '', ...joins] = from.trim().split(/(?<!left)\s+(?=(?:left )?join\s)/)
  const found = joins.map(join => naming.exec(join.replace(/\s+/g, ' ').trim()))
  const aliases = found.flatMap(match => match?.slice(1).filter(Boolean) ?? [])
  return aliases.length === joins.length ? { table, names: joins.join(' '), aliases } : undefined
}

/** Undefined where what is asked (rights, filter, order) lies in a joined table too. */
export function tableAlone({ from }: Source, asked: string): Apart | undefined {
  if (!known.has(from)) known.set(from, apart(from))
  const parts = known.get(from)
  return parts?.aliases.some(alias => new RegExp(`\\b${alias}\\.`).test(asked)) ? undefined : parts
}
