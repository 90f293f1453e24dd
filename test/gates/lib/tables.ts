import { reachable, readsEverything } from './arrows.ts'
import { placeOf } from './imports.ts'
import { at, type Complaint, type Files, isTest, literals, type Source, sources, visit } from './source.ts'

const writes = /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+(?:only\s+)?(\w+)/gi
const reads = /(?<!\bdelete\s+)\b(?:from|join)\s+(?:only\s+)?(\w+)/gi
const statement = /^\s*(select\s|insert\s+into\s|update\s+\w+\s+(\w+\s+)?set\s|delete\s+from\s|with\s+\w+\s+as\s*\()/i

type Use = { table: string; source: Source; start: number }

/** Tables are those that the migrations make. */
const tablesOf = (files: Files) =>
  new Set(
    [...files]
      .filter(([path]) => path.startsWith('db/migrations/'))
      .flatMap(([, sql]) =>
        [...sql.matchAll(/create\s+table\s+(?:if\s+not\s+exists\s+)?(\w+)/gi)].map(m => m[1] ?? ''),
      ),
  )

const written = (source: Source): Use[] => {
  const found = uses(source, writes)
  // kernel/table.ts makes the insert and the update of the table it is given
  const declared = (callee: string, first: { type: string; value?: unknown; start: number } | undefined) => {
    const maker = /^(table|insertInto|updateTable|deleteFrom|mergeInto)$/.test(callee)
    if (maker && typeof first?.value === 'string') found.push({ table: first.value, source, start: first.start })
  }
  visit(source, {
    CallExpression: node => {
      const { callee } = node
      if (callee.type === 'Identifier') declared(callee.name, node.arguments[0])
      if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier')
        declared(callee.property.name, node.arguments[0])
    },
  })
  return found
}

const uses = (source: Source, pattern: RegExp): Use[] =>
  literals(source).flatMap(({ value, start }) =>
    [...value.matchAll(pattern)].map(match => ({ table: match[1] ?? '', source, start })),
  )

const ofApplication = (path: string) => path.startsWith('src/') && !isTest(path) && !/\.text\.ts$/.test(path)
const homeOf = ({ path }: Source) => placeOf(path).feature || path.split('/').slice(0, 2).join('/')

/** Who writes a table: one feature (or the kernel, or meta), by its `x.sql.ts` and `x.table.ts`. */
export function foreignWrites(files: Files): Complaint[] {
  const tables = tablesOf(files)
  const all = sources(files, ofApplication)
    .flatMap(written)
    .filter(use => tables.has(use.table))
  const owners = ownersOf(all)
  return all.flatMap(use => {
    const { zone, role } = placeOf(use.source.path)
    const homes = owners.get(use.table) ?? new Set()
    if (zone === 'server' && !['sql', 'table'].includes(role))
      return [at(use.source, use.start, `writes ${use.table}: only its x.sql.ts may`)]
    if (homes.size > 1) return [at(use.source, use.start, `writes ${use.table}, as ${[...homes].join(' and ')} do`)]
    return []
  })
}

function ownersOf(all: Use[]): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>()
  for (const { table, source } of all) owners.set(table, (owners.get(table) ?? new Set()).add(homeOf(source)))
  return owners
}

/** A read may join what another feature owns only along an arrow. */
export function readsAgainstArrows(files: Files): Complaint[] {
  const tables = tablesOf(files)
  const owners = ownersOf(
    sources(files, ofApplication)
      .flatMap(written)
      .filter(use => tables.has(use.table)),
  )
  return sources(files, path => ofApplication(path) && placeOf(path).feature !== '').flatMap(source => {
    const { feature } = placeOf(source.path)
    if (readsEverything.includes(feature)) return []
    return uses(source, reads).flatMap(({ table, start }) => {
      const owner = [...(owners.get(table) ?? [])][0]
      if (!owner || owner === feature || owner.startsWith('src/') || reachable(feature).has(owner)) return []
      return [at(source, start, `reads ${table} of ${owner}, against the arrows`)]
    })
  })
}

/** In features, journeys and jobs every statement stands in a `x.sql.ts` (or the columns of a `x.table.ts`). */
export function straySql(files: Files): Complaint[] {
  return sources(files, path => ofApplication(path) && /^src\/(features|journeys|jobs)\//.test(path))
    .filter(({ path }) => !/\.(sql|table)\.ts$/.test(path))
    .flatMap(source =>
      literals(source)
        .filter(({ value }) => statement.test(value))
        .map(({ start }) => at(source, start, 'holds a statement: it belongs in a x.sql.ts')),
    )
}
