// Runs in its own thread: decoding, splitting and reading a file of 200,000 rows takes seconds, and nobody else's
// request should wait for it.
import { parentPort } from 'node:worker_threads'
import type { Reason } from '#kernel/refusal.ts'
import type { Answered, Asked } from '#kernel/workerThread.ts'
import type { ColumnMapping, ImportField, ImportOptions, Table } from '../exchange.schema.ts'
import type { Encoding, Format, Warning } from '../import.schema.ts'
import { type ColumnFacts, columnFacts } from './columns.ts'
import { type FileWish, readFile } from './file.ts'
import { parentsFirst, together } from './order.ts'
import { planRows } from './plan.ts'
import { type PlannedLine, warningsOf } from './warnings.ts'

export type FileAsk =
  | ({ readonly do: 'open'; readonly bytes: Uint8Array } & FileWish)
  | ({ readonly do: 'plan'; readonly bytes: Uint8Array } & FileWish & Wanted)

export type Wanted = {
  readonly fields: readonly ImportField[]
  readonly mapping: readonly ColumnMapping[]
  readonly options: ImportOptions
  readonly title: string
  readonly above: readonly string[]
  readonly batch: number
  /** The field by which several rows are one record; such rows share a batch. */
  readonly group?: string | undefined
}
export type Opened = {
  readonly format: Format
  readonly encoding: Encoding | null
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly rows: number
  readonly columns: readonly ColumnFacts[]
}
/** The JSON of so many rows: moved between threads without a copy, and opened one at a time. */
export type Batch = { readonly rows: number; readonly bytes: Uint8Array }
export type Planned = {
  readonly rows: number
  readonly batches: readonly Batch[]
  readonly warnings: readonly Warning[]
}
export type FileAnswer =
  | { readonly ok: false; readonly reasons: readonly Reason[] }
  | { readonly ok: true; readonly opened: Opened }
  | { readonly ok: true; readonly planned: Planned }

async function answer(ask: FileAsk): Promise<FileAnswer> {
  const read = await readFile(ask.bytes, ask)
  if (!read.ok) return read
  const { table, ok: _, ...file } = read
  if (ask.do === 'plan') return { ok: true, planned: plan(table, ask) }
  return { ok: true, opened: { ...file, rows: table.rows.length, columns: columnFacts(table) } }
}

function plan(table: Table, { fields, mapping, options, title, above, batch, group }: Wanted): Planned {
  const rows: PlannedLine[] = []
  let at = 0
  for (const row of planRows(fields, table, mapping, options)) {
    const { cells = [], files } = table.rows[at++] ?? {}
    rows.push({ ...row, cells, ...(files && { files }) })
  }
  const batches = [...packed(together(parentsFirst(rows, { title, above }), group), batch)]
  return { rows: rows.length, batches, warnings: warningsOf(rows) }
}

function* packed(groups: readonly (readonly PlannedLine[])[], most: number): Generator<Batch> {
  const encoder = new TextEncoder()
  let rows: PlannedLine[] = []
  for (const [at, group] of groups.entries()) {
    rows.push(...group)
    const next = groups[at + 1]
    if (next && rows.length + next.length <= most) continue
    yield { rows: rows.length, bytes: encoder.encode(JSON.stringify(rows)) }
    rows = []
  }
}

const port = parentPort
// one at a time, in the order they came: each holds its file
let last = Promise.resolve()
port?.on('message', (asked: Asked<FileAsk>) => {
  last = last.then(() => tell(asked))
})

async function tell({ id, ask }: Asked<FileAsk>): Promise<void> {
  try {
    const given = await answer(ask)
    const moved = 'planned' in given ? given.planned.batches.map(one => one.bytes.buffer as ArrayBuffer) : [] // an encoder's own
    port?.postMessage({ id, ok: true, answer: given } satisfies Answered<FileAnswer>, moved)
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    port?.postMessage({ id, ok: false, error: why } satisfies Answered<FileAnswer>)
  }
}
