import { at, type Complaint, type Files, lineAt, type Source, sources, visit } from './source.ts'

/** `as`, `any` and `!` switch the compiler off: each says why on its line or the line above. */
export function castsWithoutReason(files: Files): Complaint[] {
  return sources(files).flatMap(source => {
    const complaints: Complaint[] = []
    const reasons = linesWithReason(source)
    const need = (offset: number, end: number, what: string) => {
      const [first, last] = [lineAt(source.text, offset), lineAt(source.text, end)]
      if (![first - 1, first, last - 1, last].some(line => reasons.has(line)))
        complaints.push(at(source, offset, `${what} without a reason`))
    }
    visit(source, {
      TSAsExpression: node => {
        const target = source.text.slice(node.typeAnnotation.start, node.typeAnnotation.end)
        if (target !== 'const') need(node.expression.end, node.end, `as ${target}`)
      },
      TSTypeAssertion: node => need(node.start, node.end, '<…>x'),
      TSNonNullExpression: node => need(node.expression.end, node.end, '!'),
      TSAnyKeyword: node => need(node.start, node.end, 'any'),
    })
    return complaints
  })
}

const silencer = /^\s*(biome-ignore|@ts-)/
const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0

function linesWithReason(source: Source): Set<number> {
  const lines = new Set<number>()
  for (const { value, end } of source.comments) if (words(value) >= 2) lines.add(lineAt(source.text, end))
  return lines
}

/** What silences a tool says why, and TypeScript is never silenced for what may be right one day. */
export function silencersWithoutReason(files: Files): Complaint[] {
  return sources(files).flatMap(source =>
    source.comments
      .filter(({ value }) => silencer.test(value))
      .flatMap(({ value, start }) => {
        if (/@ts-(ignore|nocheck)/.test(value))
          return [at(source, start, '@ts-expect-error tells when it is no longer needed')]
        const reason = value.replace(/^\s*(biome-ignore(-\w+)?\s+[\w/]+:?|@ts-[\w-]+:?)/, '')
        return words(reason) >= 2 ? [] : [at(source, start, `${value.trim()} without a reason`)]
      }),
  )
}
