import { at, type Complaint, type Files, isTest, type Source, sources, visit } from './source.ts'
import { textRows } from './texts.ts'

const speaks = (path: string): boolean => /^(src|bin)\//.test(path) && !isTest(path) && !/\.text\.ts$/.test(path)

/** Sentences that nothing says any more: nobody misses them, and everybody translates them. Names only what is surely dead. */
export function deadTexts(files: Files): Complaint[] {
  const said = saidIn(sources(files, speaks))
  return textRows(files)
    .filter(({ key }) => key.includes('.') && !isSaid(key, said))
    .map(({ key, source, start }) => at(source, start, `nothing says ${key}`))
}

/** Where keys are said: whole, in code or in SQL; or by the fixed parts of a template. */
type Said = {
  readonly whole: ReadonlySet<string>
  readonly words: ReadonlySet<string>
  readonly made: readonly RegExp[]
}

/** What stands in a hole is one word, or said itself: `event.${kind}` of what is told, as `${entity}.${kind}` perhaps. */
function isSaid(key: string, said: Said): boolean {
  if (said.whole.has(key)) return true
  return said.made.some(made => {
    const holes = made.exec(key)?.slice(1)
    return holes?.every(hole => isSaid(hole, said) || hole.split('.').every(word => said.words.has(word))) ?? false
  })
}

const keys = /[a-z]\w*(?:\.\w+)+/g

function saidIn(all: readonly Source[]): Said {
  const whole = new Set<string>()
  const words = new Set<string>()
  const made = new Map<string, RegExp>()
  const hear = (text: string, path: string) => {
    for (const [key] of text.matchAll(keys)) whole.add(key)
    words.add(text)
    // the role editor labels a permission by its own key
    if (path.endsWith('.access.ts')) whole.add(`permission.${text}`)
  }
  for (const source of all)
    visit(source, {
      // what a table is read by: its keys
      Property: node => void (node.key.type === 'Identifier' && words.add(node.key.name)),
      Literal: node => void (typeof node.value === 'string' && hear(node.value, source.path)),
      TemplateElement: node => hear(node.value.cooked ?? '', source.path),
      TemplateLiteral: node => {
        const parts = node.quasis.map(part => part.value.cooked ?? '')
        if (isStem(parts))
          made.set(
            parts.join('*'),
            new RegExp(
              `^${parts
                .map(part => part.replaceAll('.', '\\.'))
                .join('(.+)')
                .replaceAll('(.+)(.+)', '.+')}$`,
            ),
          )
      },
    })
  return { whole, words, made: [...made.values()] }
}

/** `home.${key}`, `${entity}.merged`: something fixed says which sentences they are. */
const isStem = (parts: readonly string[]): boolean =>
  parts.length > 1 &&
  parts.every(part => /^[\w.]*$/.test(part)) &&
  /\w/.test(parts.join('')) &&
  parts.join('').includes('.')
