import { problemText } from './problem.text.ts'

export type ProblemKey = keyof typeof problemText

/** Something the person at the keyboard can put right: shown as one line, never with a stack. */
export class Problem extends Error {
  readonly key: ProblemKey
  readonly values: Record<string, string>

  constructor(key: ProblemKey, values: Record<string, string> = {}) {
    super(fill(problemText[key].en, values))
    this.name = 'Problem'
    this.key = key
    this.values = values
  }
}

export type StartLang = 'en' | 'zh'

export function langOf(env: Record<string, string | undefined>): StartLang {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export function problemLine(problem: Problem, lang: StartLang): string {
  return fill(problemText[problem.key][lang], problem.values)
}

export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole)
}
