import type { ESTree } from 'vite'
import { at, type Complaint, type Files, isTest, type Source, sources, visit } from './source.ts'
import { textRows } from './texts.ts'

const keyShape = /^[a-z]\w*(\.\w+)+$/
const speakers = ['t', 'reason', 'invalid', 'conflict', 'Refusal']
const stemOf = (key: string) => key.split('.')[0]

/** Keys that code says, beside what the compiler proves: reasons, guards, permissions. */
export function unknownKeys(files: Files): Complaint[] {
  const known = new Set(textRows(files).map(row => row.key))
  const stems = new Set([...known].map(stemOf))
  const speaks = (path: string) => path.startsWith('src/') && !isTest(path) && !/\.text\.ts$/.test(path)
  return sources(files, speaks).flatMap(source => {
    const unknown = keysSaid(source).filter(({ key, sure }) => !known.has(key) && (sure || stems.has(stemOf(key))))
    return [...new Set(unknown.map(({ key, start }) => at(source, start, `no text for ${key}`)))]
  })
}

/** `sure`: it can be nothing but a text key; otherwise it is one only if its stem is known. */
type Said = { key: string; sure: boolean; start: number }

function keysSaid(source: Source): Said[] {
  const found: Said[] = []
  const say = (node: ESTree.Node | undefined, sure: boolean, prefix = '') => {
    if (node?.type !== 'Literal' || typeof node.value !== 'string' || !keyShape.test(node.value)) return
    found.push({ key: prefix + node.value, sure, start: node.start })
  }
  const call = (callee: ESTree.Node, first: ESTree.Node | undefined) => {
    if (callee.type === 'Identifier' && speakers.includes(callee.name)) say(first, true)
  }
  visit(source, {
    CallExpression: node => call(node.callee, node.arguments[0]),
    NewExpression: node => call(node.callee, node.arguments[0]),
    Property: node => {
      if (node.key.type === 'Identifier' && node.key.name === 'key') say(node.value, false)
      // the role editor labels a permission by its own key
      if (source.path.endsWith('.access.ts')) say(node.key, true, 'permission.')
    },
    // a guard answers its key
    Literal: node => void (source.path.endsWith('.rules.ts') && say(node, false)),
  })
  return found
}
