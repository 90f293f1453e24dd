import { arrows, reachable } from './arrows.ts'
import { type Complaint, type Files, isTest, resolve, type Source, sources } from './source.ts'

type InHouse =
  | 'kernel'
  | 'meta'
  | 'metaServer'
  | 'ui'
  | 'pure'
  | 'server'
  | 'web'
  | 'journeyApi'
  | 'journeys'
  | 'jobs'
  | 'app'
  | 'appWeb'
type Zone = InHouse | 'outside'
type Place = { zone: Zone; feature: string; role: string }
type Rule = (to: Place, from: Place, typeOnly: boolean, graph: typeof arrows) => boolean

const zones: [RegExp, Zone][] = [
  [/^src\/kernel\//, 'kernel'],
  [/^src\/meta\/server\//, 'metaServer'],
  [/^src\/meta\//, 'meta'],
  [/^src\/ui\//, 'ui'],
  [/^src\/features\/\w+\/web\//, 'web'],
  [/^src\/features\/\w+\/\w+\//, 'server'],
  [/^src\/features\/\w+\//, 'pure'],
  [/^src\/journeys\/.*\.api\.ts$/, 'journeyApi'],
  [/^src\/journeys\//, 'journeys'],
  [/^src\/jobs\//, 'jobs'],
  [/^src\/app\/(web|public)\//, 'appWeb'],
  [/^src\/app\//, 'app'],
]

const zoneIn = (to: Place, ...allowed: Zone[]) => allowed.includes(to.zone)
const own = (to: Place, from: Place, ...allowed: Zone[]) => to.feature === from.feature && zoneIn(to, ...allowed)
const shapes = (to: Place) => to.zone === 'pure' && to.role === 'schema'
const service = (to: Place) => to.zone === 'server' && to.role === 'service'

/** STYLE.md, "Which way imports go", one row per folder. */
const mayImport: Record<InHouse, Rule> = {
  kernel: to => zoneIn(to, 'kernel'),
  meta: to => zoneIn(to, 'kernel', 'meta'),
  metaServer: to => zoneIn(to, 'kernel', 'meta', 'metaServer'),
  ui: to => zoneIn(to, 'kernel', 'meta', 'ui'),
  pure: (to, from, typeOnly) => zoneIn(to, 'kernel', 'meta') || own(to, from, 'pure') || (typeOnly && shapes(to)),
  server: (to, from, typeOnly, graph) =>
    zoneIn(to, 'kernel', 'meta', 'metaServer') ||
    own(to, from, 'pure', 'server') ||
    (typeOnly && shapes(to)) ||
    // a read may join along an arrow, and then needs the row's type
    ((service(to) || (typeOnly && to.role === 'table')) && reachable(from.feature, graph).has(to.feature)),
  web: (to, from) =>
    zoneIn(to, 'kernel', 'meta', 'ui', 'journeyApi') ||
    own(to, from, 'pure', 'web') ||
    shapes(to) ||
    (to.zone === 'pure' && to.role === 'api'),
  journeyApi: to => zoneIn(to, 'kernel', 'meta', 'pure', 'journeyApi'),
  journeys: to => zoneIn(to, 'kernel', 'meta', 'metaServer', 'pure', 'journeys', 'journeyApi') || service(to),
  jobs: to => zoneIn(to, 'kernel', 'meta', 'metaServer', 'pure', 'jobs', 'journeys', 'journeyApi') || service(to),
  app: to => !zoneIn(to, 'ui', 'web', 'appWeb', 'outside'),
  appWeb: to => zoneIn(to, 'kernel', 'meta', 'ui', 'pure', 'web', 'journeyApi', 'appWeb'),
}

export function placeOf(path: string): Place {
  const zone = zones.find(([pattern]) => pattern.test(path))?.[1] ?? 'outside'
  const feature = /^src\/features\/(\w+)\//.exec(path)?.[1] ?? ''
  return { zone, feature, role: /\.(\w+)\.tsx?$/.exec(path)?.[1] ?? '' }
}

export function wrongWay(files: Files, graph = arrows): Complaint[] {
  const complaints: Complaint[] = []
  for (const source of sources(files, path => path.startsWith('src/') && !isTest(path))) {
    const from = placeOf(source.path)
    for (const one of source.imports) {
      const target = resolve(source.path, one.from)
      if (target === undefined || from.zone === 'outside') continue
      if (!mayImport[from.zone](placeOf(target), from, one.typeOnly, graph))
        complaints.push(`${source.path}:${one.line} (${from.zone}) must not import ${target}`)
    }
  }
  return complaints
}

/** Registries may do nothing but hand on what others export; each with its path. */
const registries: readonly string[] = []

export function barrels(files: Files): Complaint[] {
  const hasOwn = (source: Source) =>
    source.program.body.some(
      s => !(/^Export/.test(s.type) && 'source' in s && s.source) && s.type !== 'ImportDeclaration',
    )
  return sources(files, path => path.startsWith('src/') && !registries.includes(path) && !path.endsWith('.d.ts'))
    .filter(s => /\/index\.tsx?$/.test(s.path) || (s.imports.some(i => i.reExport) && !hasOwn(s)))
    .map(s => `${s.path} is a barrel: import from the file that has it`)
}

/** Circles of imports that exist at run time; types may look at each other. */
export function cycles(files: Files): Complaint[] {
  const next = new Map<string, string[]>()
  for (const { path, imports } of sources(files))
    next.set(
      path,
      imports.filter(i => !i.typeOnly).flatMap(i => resolve(path, i.from) ?? []),
    )
  const done = new Set<string>()
  const found: Complaint[] = []
  const walk = (path: string, trail: string[]) => {
    if (trail.includes(path)) found.push(`circle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`)
    if (trail.includes(path) || done.has(path)) return
    for (const target of next.get(path) ?? []) walk(target, [...trail, path])
    done.add(path)
  }
  for (const path of next.keys()) walk(path, [])
  return found
}
