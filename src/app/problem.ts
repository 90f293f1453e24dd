import { type Lang, render, type TextValues } from '#kernel/text.ts'
import { problemText } from './problem.text.ts'

export type ProblemKey = keyof typeof problemText

/** Something the person at the keyboard can put right: shown as one line, never with a stack. */
export class Problem extends Error {
  readonly key: ProblemKey
  readonly values: TextValues

  constructor(key: ProblemKey, values: TextValues = {}) {
    super(render(problemText[key], 'en', values))
    this.name = 'Problem'
    this.key = key
    this.values = values
  }

  line(lang: Lang): string {
    return render(problemText[this.key], lang, this.values)
  }
}

/** The language of whoever sits at the terminal. */
export function terminalLang(env: Readonly<Record<string, string | undefined>>): Lang {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
