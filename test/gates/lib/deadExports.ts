import { exportsOf } from './names.ts'
import { type Complaint, type Files, isTest, lineAt, resolve, sources } from './source.ts'

/** `path name` → why nobody imports it and it stays. */
export const wanted: Record<string, string> = {}

/**
 * Exported, and used by nothing but tests: either a test reaches inside, or nobody needs it.
 * A type that its own file uses is the name of something that is used.
 */
export function deadExports(files: Files): Complaint[] {
  const all = sources(files)
  const used = new Set<string>()
  for (const { path, imports } of all) {
    if (isTest(path)) continue
    for (const one of imports) for (const name of one.names) used.add(`${resolve(path, one.from)} ${name}`)
  }
  return all
    .filter(({ path }) => path.startsWith('src/') && !isTest(path) && !used.has(`${path} *`))
    .flatMap(source =>
      exportsOf(source)
        .filter(({ name }) => !used.has(`${source.path} ${name}`) && !wanted[`${source.path} ${name}`])
        .filter(({ name, isType }) => !(isType && mentions(source.text, name) > 1))
        .map(({ name, start }) => `${source.path}:${lineAt(source.text, start)} ${name} is imported nowhere`),
    )
}

const mentions = (text: string, name: string) => text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0

/** A reason for what is no longer there is dead, too. */
export const staleReasons = (files: Files) =>
  Object.keys(wanted).filter(entry => {
    const [path = '', name] = entry.split(' ')
    return !sources(files, one => one === path).some(source => exportsOf(source).some(one => one.name === name))
  })
