import { existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Problem } from '../problem.ts'
import type { Config } from './config.ts'

export type LogStream = { write(line: string): void }
export type Log = { readonly stream: LogStream; readonly file: string | undefined }

const enough = 20 * 2 ** 20

/** JSON lines to stderr; at a terminal, where a person reads, to a file of the data folder instead. */
export function openLog(config: Config): Log {
  const file = config.logFile === undefined && process.stderr.isTTY ? join(config.dataDir, 'baton.log') : config.logFile
  if (file === undefined || file === '-')
    return { stream: batched(lines => process.stderr.write(lines)), file: undefined }
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true })
    if (existsSync(file) && statSync(file).size > enough) renameSync(file, `${file}.1`)
    const opened = openSync(file, 'a', 0o600)
    return { stream: batched(lines => writeSync(opened, lines)), file: resolve(file) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    if (config.logFile) throw new Problem('config.log', { file, why })
    throw new Problem('postgres.folder', { folder: config.dataDir, why })
  }
}

/** Lines of some milliseconds leave together: a write each costs a request more than judging it. */
function batched(write: (lines: string) => unknown): LogStream {
  let waiting = ''
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    const lines = waiting
    waiting = ''
    try {
      if (lines !== '') write(lines)
    } catch {
      // a full disk must not end the server
    }
  }
  process.on('exit', flush)
  return {
    write(line) {
      waiting += line
      if (waiting.length > 65_536) flush()
      else timer ??= setTimeout(flush, 20).unref()
    },
  }
}
