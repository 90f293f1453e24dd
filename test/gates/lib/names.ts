import type { ESTree } from 'vite'
import { at, type Complaint, type Files, type Source, sources, visit } from './source.ts'

/** A new role or folder needs an ADR. */
const roles = {
  pure: ['schema', 'entity', 'flow', 'rules', 'totals', 'access', 'text', 'api'],
  server: ['table', 'sql', 'service', 'effects', 'routes'],
}

/** Folders inside a feature beside `server` and `web`; their files are plain nouns. */
export const ownFolders: readonly string[] = ['exchange/read', 'exchange/write']

const banned = /^(managers?|helpers?|utils?|common|base|data|info|impl|v2)$/i
/** Words of docs/words.md and of settings that hold a banned word and mean something. */
const domainWords = /base(Unit|Currency|Version)|salesManager|dataDir/gi

const noun = '[a-z][A-Za-z0-9]*'
const pureFile = new RegExp(`^${noun}\\.(${roles.pure.join('|')})(\\.test)?\\.ts$`)
const serverFile = new RegExp(`^${noun}\\.(${roles.server.join('|')})(\\.test)?\\.ts$`)
const webFile = /^([A-Z][A-Za-z0-9]*(\.test)?\.tsx|use[A-Z][A-Za-z0-9]*(\.test)?\.tsx?|[A-Z][A-Za-z0-9]*\.css)$/
const journeyFile = new RegExp(`^${noun}(\\.api)?(\\.test)?\\.ts$`)
const plainFile = new RegExp(
  `^${noun}(\\.(${[...roles.pure, ...roles.server].join('|')}))?((\\.db)?\\.test|\\.d)?\\.(ts|mjs)$`,
)
const reactFile = /^([A-Z][A-Za-z0-9]*|use[A-Z][A-Za-z0-9]*|main)(\.test)?\.tsx$/

function allowed(path: string): boolean {
  const name = path.split('/').at(-1) ?? ''
  const [, feature, folder] = /^src\/features\/(\w+)\/(?:(.*)\/)?[^/]+$/.exec(path) ?? []
  if (name === 'README.md') return true
  if (feature && !folder) return pureFile.test(name)
  if (feature && folder === 'server') return serverFile.test(name)
  if (feature && folder === 'web') return webFile.test(name)
  if (feature && !ownFolders.includes(`${feature}/${folder}`)) return false
  if (path.startsWith('src/journeys/')) return journeyFile.test(name)
  if (path.startsWith('e2e/') && /^[a-z][A-Za-z0-9]*\.e2e\.ts$/.test(name)) return true
  if (/\.(ts|mjs)$/.test(name)) return plainFile.test(name)
  // a field kind is named as the kind
  if (name.endsWith('.tsx')) return reactFile.test(name) || /^src\/ui\/kinds\//.test(path)
  return true
}

export function misnamedFiles(files: Files): Complaint[] {
  const house = [...files.keys()].filter(path => /^(src|bin|bench|e2e)\//.test(path))
  return [
    ...house.filter(path => !allowed(path)).map(path => `${path} has no name or place of the closed list`),
    ...house.filter(path => bannedIn(path)).map(path => `${path} says "${bannedIn(path)}", which says nothing`),
  ]
}

const bannedIn = (text: string) =>
  text
    .replace(domainWords, '')
    .split(/[^A-Za-z0-9]+/)
    .flatMap(part => part.split(/(?<=[a-z0-9])(?=[A-Z])/))
    .find(word => banned.test(word))

export function misnamedExports(files: Files): Complaint[] {
  return sources(files, path => /^(src|test|bench)\//.test(path)).flatMap(source =>
    exportsOf(source).flatMap(({ name, isType, start }) => {
      const fault = faultOf(name, isType) ?? twinOf(name, source)
      return fault ? [at(source, start, `${name} ${fault}`)] : []
    }),
  )
}

function faultOf(name: string, isType: boolean): string | undefined {
  if (bannedIn(name)) return `says "${bannedIn(name)}", which says nothing`
  if (isType && /^[ITZ][A-Z][a-z]/.test(name)) return 'wears a prefix: types are plain nouns'
  if (!isType && /^(update|process|handle|manage)[A-Z]/.test(name)) return 'hides the business word'
  return undefined
}

function twinOf(name: string, source: Source): string | undefined {
  const stem = /^(.+)(Dto|Schema|Type|Model)$/.exec(name)?.[1]?.toLowerCase()
  const twin = stem !== undefined && exportsOf(source).some(one => one.name.toLowerCase() === stem)
  return twin || name.endsWith('Dto') ? 'is a twin: the plain noun is the shape and the type' : undefined
}

export type Exported = { name: string; isType: boolean; start: number }

/** What a file declares and exports by name; handing on what others export is the barrels' matter. */
export function exportsOf(source: Source): Exported[] {
  const found: Exported[] = []
  const take = (id: ESTree.Node | null | undefined, isType: boolean) => {
    if (id?.type === 'Identifier') found.push({ name: id.name, isType, start: id.start })
  }
  visit(source, {
    ExportNamedDeclaration: node => {
      if (node.source) return
      for (const one of node.specifiers) take(one.exported, node.exportKind === 'type' || one.exportKind === 'type')
      const declared = node.declaration
      if (declared?.type === 'VariableDeclaration') for (const one of declared.declarations) take(one.id, false)
      else if (declared?.type === 'TSTypeAliasDeclaration' || declared?.type === 'TSInterfaceDeclaration')
        take(declared.id, true)
      else if (declared && 'id' in declared) take(declared.id, false)
    },
  })
  return found
}
