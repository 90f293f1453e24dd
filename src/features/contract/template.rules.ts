// Templates: which fields a text may name, and what is wrong with one. Pure.
import { type Reason, reason } from '#kernel/refusal.ts'
import { type MergeField, type MergePart, mergeFields, mergeParts } from './field.text.ts'
import type { Block } from './template.schema.ts'

export const isField = (name: string): name is MergeField => Object.hasOwn(mergeFields, name)
export const isPart = (name: string): name is MergePart => Object.hasOwn(mergeParts, name)

type Token = { readonly text: string } | { readonly field: string }

/** Words and the fields among them. */
export function tokensOf(text: string): Token[] {
  const found = text.split(/\{\{\s*([^{}]*?)\s*\}\}/)
  return found.flatMap((part, i): Token[] => (i % 2 === 1 ? [{ field: part }] : part === '' ? [] : [{ text: part }]))
}

/** Each at its block, so that nobody has to look for it. */
export function templateProblems(body: readonly Block[]): Reason[] {
  const reasons = body.flatMap(({ text }, i) => blockProblems(text, i))
  if (body.every(block => block.text.trim() === '')) reasons.push(reason('contract.template.empty', 'body'))
  return reasons
}

function blockProblems(text: string, i: number): Reason[] {
  const at = `body.${i}.text`
  const tokens = tokensOf(text)
  const names = tokens.flatMap(token => ('field' in token ? [token.field] : []))
  const unknown = names.filter(name => !isField(name) && !isPart(name))
  const loose = tokens.some(token => 'text' in token && /\{\{|\}\}/.test(token.text))
  const parts = names.filter(isPart)
  const alone = tokens.filter(token => 'field' in token || token.text.trim() !== '').length === 1
  const crowd = alone ? undefined : parts[0]
  return [
    ...unknown.map(field => reason('contract.template.unknownField', at, { field, block: i + 1 })),
    ...(loose ? [reason('contract.template.openBrace', at, { block: i + 1 })] : []),
    ...(crowd === undefined ? [] : [reason('contract.template.notAlone', at, { field: crowd, block: i + 1 })]),
  ]
}
