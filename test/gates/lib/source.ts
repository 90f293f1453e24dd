import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { type ESTree, parseSync, Visitor, type VisitorObject } from 'vite'

/** Path from the root of the checkout → text. A gate takes this and answers with its complaints. */
export type Files = ReadonlyMap<string, string>
export type Complaint = string

export type Import = { from: string; names: string[]; typeOnly: boolean; reExport: boolean; line: number }
export type Source = { path: string; text: string; program: ESTree.Program; comments: Span[]; imports: Import[] }
type Span = { value: string; start: number; end: number }

/** What git would commit now: tracked files and new ones that are not ignored. */
export function tracked(): Files {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  const paths = [...new Set(listed.split('\0'))].filter(path => statSync(path, { throwIfNoEntry: false })?.isFile())
  return new Map(paths.map(path => [path, readFileSync(path, 'utf8')]))
}

export const isTest = (path: string) => /\.test\.tsx?$/.test(path) || /^(test|e2e)\//.test(path)
export const isCode = (path: string) => /\.(ts|tsx|mjs)$/.test(path)

export function sources(files: Files, wanted: (path: string) => boolean = () => true): Source[] {
  return [...files].filter(([path]) => isCode(path) && wanted(path)).map(([path, text]) => parse(path, text))
}

const parsed = new Map<string, Source>()

export function parse(path: string, text: string): Source {
  const known = parsed.get(path)
  if (known?.text === text) return known
  const result = parseSync(path, text, { lang: path.endsWith('x') ? 'tsx' : 'ts', sourceType: 'module' })
  const fault = result.errors[0]
  if (fault) throw new Error(`${path}: ${fault.message}`)
  const source = { path, text, program: result.program, comments: result.comments, imports: importsOf(text, result) }
  parsed.set(path, source)
  return source
}

type Parsed = ReturnType<typeof parseSync>

function importsOf(text: string, { module }: Parsed): Import[] {
  const found: Import[] = module.staticImports.map(one => ({
    from: one.moduleRequest.value,
    names: one.entries.map(e => (e.importName.kind === 'NamespaceObject' ? '*' : (e.importName.name ?? 'default'))),
    typeOnly: isTypeOnly(text, one.start),
    reExport: false,
    line: lineAt(text, one.start),
  }))
  for (const one of module.staticExports)
    for (const e of one.entries) {
      if (!e.moduleRequest) continue
      const from = e.moduleRequest.value
      const names = [e.importName.kind === 'Name' ? (e.importName.name ?? '*') : '*']
      found.push({ from, names, typeOnly: isTypeOnly(text, one.start), reExport: true, line: lineAt(text, one.start) })
    }
  for (const { moduleRequest } of module.dynamicImports) {
    const from = /^['"](.*)['"]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1]
    if (from)
      found.push({ from, names: ['*'], typeOnly: false, reExport: false, line: lineAt(text, moduleRequest.start) })
  }
  return found
}

// `import { type X }` still loads the file when it runs; only `import type` does not
const isTypeOnly = (text: string, start: number) => /^(import|export)\s+type\s/.test(text.slice(start, start + 20))

export function visit(source: Source, visitor: VisitorObject): void {
  new Visitor(visitor).visit(source.program)
}

/** Every piece of literal text with its place: strings, and the fixed parts of templates. */
export function literals(source: Source): { value: string; start: number }[] {
  const found: { value: string; start: number }[] = []
  visit(source, {
    Literal: node => void (typeof node.value === 'string' && found.push({ value: node.value, start: node.start })),
    TemplateElement: node => void found.push({ value: node.value.cooked ?? node.value.raw, start: node.start }),
  })
  return found
}

export const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length

export const at = (source: Source, offset: number, what: string): Complaint =>
  `${source.path}:${lineAt(source.text, offset)} ${what}`

/** Turns an import into a path from the root, or undefined for a package. */
export function resolve(importer: string, from: string): string | undefined {
  const [, alias, rest] = /^#(\w+)\/(.*)$/.exec(from) ?? []
  if (alias) return alias === 'test' ? `test/${rest}` : `src/${alias}/${rest}`
  if (!from.startsWith('.')) return undefined
  const parts = importer.split('/').slice(0, -1)
  for (const step of from.replace(/\?.*$/, '').split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.') parts.push(step)
  }
  return parts.join('/')
}
