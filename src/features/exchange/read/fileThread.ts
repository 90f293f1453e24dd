// Runs in its own thread: decoding, splitting and reading a file of 200,000 rows takes seconds, and nobody else's
// request should wait for it.
import { parentPort } from 'node:worker_threads'
import type { Reason } from '#kernel/refusal.ts'
import type { Answered, Asked } from '#kernel/workerThread.ts'
import type { ColumnMapping, ImportField, ImportOptions, Table } from '../exchange.schema.ts'
import type { Encoding, Warning } from '../import.schema.ts'
import { type ColumnFacts, columnFacts } from './columns.ts'
import { decode } from './decode.ts'
import { readTable } from './delimited.ts'
import { parentsFirst } from './order.ts'
import { planRows } from './plan.ts'
import { type PlannedLine, warningsOf } from './warnings.ts'

export type FileAsk =
  | { readonly do: 'open'; readonly bytes: Uint8Array; readonly encoding?: Encoding | undefined }
  | ({ readonly do: 'plan'; readonly bytes: Uint8Array; readonly encoding: Encoding } & Wanted)

export type Wanted = {
  readonly fields: readonly ImportField[]
  readonly mapping: readonly ColumnMapping[]
  readonly options: ImportOptions
  readonly title: string
  readonly above: readonly string[]
  readonly batch: number
}
export type Opened = { readonly encoding: Encoding; readonly rows: number; readonly columns: readonly ColumnFacts[] }
export type Planned = {
  readonly rows: number
  /** Each the JSON of so many rows: moved between threads without a copy, and opened one at a time. */
  readonly batches: readonly Uint8Array[]
  readonly warnings: readonly Warning[]
}
export type FileAnswer =
  | { readonly ok: false; readonly reasons: readonly Reason[] }
  | { readonly ok: true; readonly opened: Opened }
  | { readonly ok: true; readonly planned: Planned }

function answer(ask: FileAsk): FileAnswer {
  const decoded = decode(ask.bytes, ask.encoding)
  if (!decoded.ok) return decoded
  const read = readTable(decoded.text)
  if (!read.ok) return read
  const { table } = read
  if (ask.do === 'plan') return { ok: true, planned: plan(table, ask) }
  return { ok: true, opened: { encoding: decoded.encoding, rows: table.rows.length, columns: columnFacts(table) } }
}

function plan(table: Table, { fields, mapping, options, title, above, batch }: Wanted): Planned {
  const rows: PlannedLine[] = []
  let at = 0
  for (const row of planRows(fields, table, mapping, options))
    rows.push({ ...row, cells: table.rows[at++]?.cells ?? [] })
  const ordered = parentsFirst(rows, { title, above })
  const batches: Uint8Array[] = []
  const encoder = new TextEncoder()
  for (let from = 0; from < ordered.length; from += batch)
    batches.push(encoder.encode(JSON.stringify(ordered.slice(from, from + batch))))
  return { rows: rows.length, batches, warnings: warningsOf(rows) }
}

const port = parentPort
port?.on('message', ({ id, ask }: Asked<FileAsk>) => {
  try {
    const given = answer(ask)
    const moved = 'planned' in given ? given.planned.batches.map(one => one.buffer as ArrayBuffer) : [] // an encoder's own
    port.postMessage({ id, ok: true, answer: given } satisfies Answered<FileAnswer>, moved)
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    port.postMessage({ id, ok: false, error: why } satisfies Answered<FileAnswer>)
  }
})
