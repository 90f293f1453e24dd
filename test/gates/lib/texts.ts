import type { ESTree } from 'vite'
import { at, type Complaint, type Files, isTest, type Source, sources, visit } from './source.ts'

/** Han, or a Latin word of two letters and more: `⌘K`, `¥` and `·` are signs, not sentences. */
const sentence = /\p{Script=Han}|[A-Za-z]{2,}/u
const shown =
  /^(title|label|placeholder|alt|aria-label|aria-description|description|okText|cancelText|tooltip|content)$/

/** What a person reads stands in a text table, never in a component. */
export function literalsOnScreen(files: Files): Complaint[] {
  return sources(files, path => path.startsWith('src/') && path.endsWith('.tsx') && !isTest(path)).flatMap(source => {
    const complaints: Complaint[] = []
    const check = (text: string | undefined, offset: number) => {
      if (text && sentence.test(text)) complaints.push(at(source, offset, `says "${text.trim()}" by itself`))
    }
    visit(source, {
      JSXText: node => check(node.value.replace(/&\w+;/g, ''), node.start),
      JSXAttribute: node => {
        if (node.name.type !== 'JSXIdentifier' || !shown.test(node.name.name) || !node.value) return
        for (const text of spoken(node.value)) check(text, node.start)
      },
      JSXElement: node => {
        for (const child of node.children)
          if (child.type === 'JSXExpressionContainer') for (const text of spoken(child)) check(text, child.start)
      },
    })
    return complaints
  })
}

/** The literal texts that an expression may come out as: itself, a branch, or the fixed parts of a template. */
function spoken(node: ESTree.Node): string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type === 'JSXExpressionContainer') return spoken(node.expression)
  if (node.type === 'TemplateLiteral') return node.quasis.map(part => part.value.raw)
  if (node.type === 'ConditionalExpression') return [...spoken(node.consequent), ...spoken(node.alternate)]
  if (node.type === 'LogicalExpression') return spoken(node.right)
  return []
}

type Row = { key: string; en: string | undefined; zh: string | undefined; start: number; source: Source }

export function textRows(files: Files): Row[] {
  return sources(files, path => path.startsWith('src/') && /\.text\.ts$/.test(path)).flatMap(source => {
    const rows: Row[] = []
    visit(source, {
      Property: node => {
        if (node.key.type !== 'Literal' || node.value.type !== 'ObjectExpression') return
        rows.push({
          key: String(node.key.value),
          en: said(node.value, 'en'),
          zh: said(node.value, 'zh'),
          start: node.start,
          source,
        })
      },
    })
    return rows
  })
}

function said(label: ESTree.ObjectExpression, lang: string): string | undefined {
  for (const one of label.properties)
    if (one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === lang)
      return spoken(one.value).join('')
  return undefined
}

const holes = (text: string) => [...new Set(text.match(/(?<=\{)\w+(?=[:}])/g))].toSorted().join(' ')

/** A count of one would be followed by many. */
const counts =
  /\{(count|days|n|rows|seconds|minutes|hours|months|weeks|years|most|max|limit|least|min|levels|all|total|value|decimals|departments|fields|terms|items|files|tables|orders|lines|times|pages|size)\} (?:\w+ )?(?!is\b|was\b|has\b)\w*[^s\W]s\b/

/** Every sentence in every language, once, with the same places to fill. */
export function unevenTexts(files: Files): Complaint[] {
  const seen = new Map<string, string>()
  return textRows(files).flatMap(({ key, en, zh, start, source }) => {
    const other = seen.get(key)
    seen.set(key, source.path)
    if (other) return [at(source, start, `${key} is also in ${other}`)]
    if (!en?.trim() || !zh?.trim()) return [at(source, start, `${key} is not said in both languages`)]
    if (counts.test(en)) return [at(source, start, `${key} has no form for one: {count:order|orders}`)]
    if (holes(en) !== holes(zh)) return [at(source, start, `${key} fills ${holes(en)} in en, ${holes(zh)} in zh`)]
    return []
  })
}
