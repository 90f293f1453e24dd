import type { ESTree } from 'vite'
import { at, type Complaint, type Files, isCode, isTest, type Source, sources, visit } from './source.ts'

const caps = { file: 300, test: 500, function: 40, component: 150, params: 4, nesting: 3 }

/** `path` or `path name` → why it may be larger. Empty is the aim. */
export const exceptions: Record<string, string> = {}

const sized = (path: string) => isCode(path) || /\.(css|sql)$/.test(path)
const uncapped = (path: string) => /\.text\.ts$|\.d\.ts$|^db\/schema\.sql$|^test\/data\//.test(path)
const linesOf = (text: string) => text.trimEnd().split('\n').length
const capOf = (path: string) => (isTest(path) ? caps.test : caps.file)

export function longFiles(files: Files): Complaint[] {
  return [...files]
    .filter(([path, text]) => sized(path) && !uncapped(path) && linesOf(text) > capOf(path) && !exceptions[path])
    .map(([path, text]) => `${path} has ${linesOf(text)} lines, ${capOf(path)} is the most`)
}

export function largest(files: Files, count = 10): string[] {
  return [...files]
    .filter(([path]) => sized(path) && !uncapped(path) && path.startsWith('src/'))
    .map(([path, text]) => ({ path, lines: linesOf(text) }))
    .toSorted((a, b) => b.lines - a.lines)
    .slice(0, count)
    .map(({ path, lines }) => `${String(lines).padStart(4)}  ${path}`)
}

type Func = ESTree.Function | ESTree.ArrowFunctionExpression

export function largeFunctions(files: Files): Complaint[] {
  return sources(files).flatMap(source => functionsOf(source).flatMap(one => complaintsOf(source, one)))
}

/** Functions with the name they are known by: their own, their variable's, or their property's. */
function functionsOf(source: Source): { node: Func; name: string }[] {
  const found: { node: Func; name: string }[] = []
  const names = new Map<number, string>()
  const named = (id: { type: string; name?: unknown }, value: ESTree.Node | null) => {
    if (id.type !== 'Identifier' || typeof id.name !== 'string' || !value) return
    names.set(value.start, id.name)
    // memo(function …), forwardRef(…): the component is the argument
    if (value.type === 'CallExpression' && value.arguments[0]) names.set(value.arguments[0].start, id.name)
  }
  const take = (node: Func) => found.push({ node, name: node.id?.name ?? names.get(node.start) ?? '(nameless)' })
  visit(source, {
    VariableDeclarator: node => named(node.id, node.init),
    Property: node => named(node.key, node.value),
    MethodDefinition: node => named(node.key, node.value),
    FunctionDeclaration: node => void take(node),
    FunctionExpression: node => void take(node),
    ArrowFunctionExpression: node => void take(node),
  })
  return found
}

function complaintsOf(source: Source, { node, name }: { node: Func; name: string }): Complaint[] {
  if (exceptions[`${source.path} ${name}`]) return []
  const lines = linesOf(source.text.slice(node.start, node.end))
  const cap = /\.tsx$/.test(source.path) && /^[A-Z]/.test(name) ? caps.component : caps.function
  const params = node.params.length
  const complaints: Complaint[] = []
  // a describe() of a test is a chapter, not a function
  if (lines > cap && !/\.(test|e2e)\.tsx?$/.test(source.path))
    complaints.push(at(source, node.start, `${name} has ${lines} lines of ${cap}`))
  if (params > caps.params)
    complaints.push(at(source, node.start, `${name} takes ${params} parameters of ${caps.params}`))
  return complaints
}

const levels = ['If', 'For', 'ForOf', 'ForIn', 'While', 'DoWhile', 'Switch', 'Try'].map(kind => `${kind}Statement`)
const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']

export function deepNesting(files: Files): Complaint[] {
  return sources(files).flatMap(source => {
    const complaints: Complaint[] = []
    const depths = [0]
    const elseIfs = new Set<number>()
    const enter = (node: ESTree.Node) => {
      if (node.type === 'IfStatement' && node.alternate?.type === 'IfStatement') elseIfs.add(node.alternate.start)
      const depth = (depths.at(-1) ?? 0) + (elseIfs.has(node.start) ? 0 : 1)
      depths.push(depth)
      if (depth > caps.nesting)
        complaints.push(at(source, node.start, `is nested ${depth} deep, ${caps.nesting} is the most`))
    }
    const leave = () => void depths.pop()
    const fresh = () => void depths.push(0)
    visit(
      source,
      Object.fromEntries([
        ...levels.map(kind => [kind, enter]),
        ...functions.map(kind => [kind, fresh]),
        ...[...levels, ...functions].map(kind => [`${kind}:exit`, leave]),
      ]),
    )
    return complaints
  })
}
