import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Problem } from '../problem.ts'
import type { Config } from './config.ts'

export type LogStream = { write(line: string): void }
export type Log = { readonly stream: LogStream; readonly file: string | undefined }

const enough = 20 * 2 ** 20

/** JSON lines to stderr; at a terminal, where a person reads, to a file of the data folder instead. */
export function openLog(config: Config): Log {
  const file = config.logFile === undefined && process.stderr.isTTY ? join(config.dataDir, 'baton.log') : config.logFile
  if (file === undefined || file === '-') return { stream: process.stderr, file: undefined }
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true })
    if (existsSync(file) && statSync(file).size > enough) renameSync(file, `${file}.1`)
    const stream = createWriteStream(file, { flags: 'a' })
    stream.on('error', () => {}) // a full disk must not end the server
    return { stream, file: resolve(file) }
  } catch (error) {
    throw new Problem('postgres.folder', { folder: file, why: String(error) })
  }
}
