import type { Lang } from '#kernel/text.ts'
import { Problem } from '../problem.ts'
import type { Log } from './log.ts'

/** The last line of a process that cannot go on. A fault's stack goes to the log, never to the person. */
export function endWith(error: unknown, lang: Lang, log?: Log): never {
  process.stderr.write(`${lineOf(error, log).line(lang)}\n`)
  process.exit(1)
}

function lineOf(error: unknown, log: Log | undefined): Problem {
  if (error instanceof Problem) return error
  const fault = error instanceof Error ? error : new Error(String(error))
  const details = `${JSON.stringify({ level: 60, msg: fault.message, stack: fault.stack })}\n`
  if (log) log.stream.write(details)
  else process.stderr.write(details)
  return new Problem('fault', { why: fault.message.split('\n')[0] ?? '', log: log?.file ?? 'stderr' })
}
