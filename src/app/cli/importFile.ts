// One file from the terminal, by the very steps of the page: read, map, check, run, and the refused rows beside it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { exchangeText } from '#features/exchange/exchange.text.ts'
import {
  encodings,
  type Import,
  type Inspection,
  type Mapping,
  type Verdict,
} from '#features/exchange/import.schema.ts'
import {
  addImport,
  checkImport,
  getImport,
  inspectImport,
  startImport,
} from '#features/exchange/server/import.service.ts'
import { Runs } from '#features/exchange/server/run.service.ts'
import { kindNamed } from '#features/exchange/server/target.service.ts'
import { importErrors, importVerdict } from '#features/exchange/server/verdict.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import type { Actor } from '#kernel/access.ts'
import { type Database, inOrg, type Tx } from '#kernel/db.ts'
import { type Lang, render, type TextValues } from '#kernel/text.ts'
import { Problem } from '../problem.ts'
import { importTexts } from '../server/importTexts.ts'
import { permissionRows } from '../server/permissions.ts'

export type Flags = {
  readonly entity: string
  readonly path: string
  readonly map: readonly string[]
  readonly value: readonly string[]
  readonly numbers: readonly string[]
  readonly dates: readonly string[]
  readonly encoding?: string | undefined
  readonly sheet?: string | undefined
  readonly errors?: string | undefined
  readonly continue?: string | undefined
  readonly as?: string | undefined
  readonly dry: boolean
}

type Bring = {
  readonly db: Database
  readonly orgId: string
  readonly userId: string
  readonly flags: Flags
  /** Where files lie. */
  readonly folder: string
  readonly lang: Lang
}

/** Answers the exit code. */
export async function importFile(bring: Bring): Promise<number> {
  const terminal = new Terminal(bring)
  process.once('SIGINT', () => void terminal.runs.stop())
  process.once('SIGTERM', () => void terminal.runs.stop())
  const { flags } = bring
  const id = flags.continue ?? (await terminal.check())
  if (flags.dry && !flags.continue) return terminal.end(id)
  const { rowsOk } = await terminal.get(id)
  if (rowsOk === 0 && !flags.continue) return terminal.end(id)
  await terminal.run(id)
  return terminal.end(id)
}

class Terminal {
  readonly runs = new Runs(error => process.stderr.write(`${String(error)}\n`))
  readonly #bring: Bring

  constructor(bring: Bring) {
    this.#bring = bring
  }

  #within<T>(work: (tx: Tx, actor: Actor) => Promise<T>): Promise<T> {
    const { db, orgId, userId, lang } = this.#bring
    // whoever sits here reads the terminal's language
    return inOrg(db, orgId, { mode: 'write', plan: 'free' }, async tx =>
      work(tx, { ...(await loadActor(tx, permissionRows, userId, 'import')), lang }),
    )
  }

  get = (id: string): Promise<Import> => this.#within((tx, actor) => getImport(tx, actor, id))

  async check(): Promise<string> {
    const { flags } = this.#bring
    const bytes = new Uint8Array(contentOf(flags.path))
    const file = { fileName: basename(flags.path), type: 'text/csv', bytes }
    const encoding = encodings.find(one => one === flags.encoding)
    if (flags.encoding && !encoding) throw new Problem('import.usage')
    const { import: made } = await this.#within((tx, actor) =>
      addImport(tx, actor, { entity: kindNamed(flags.entity), file, encoding, sheet: flags.sheet }),
    )
    const seen = await this.#within((tx, actor) => inspectImport(tx, actor, made.id))
    const mapping = mappingOf(seen, flags)
    await this.#within((tx, actor) => checkImport(tx, actor, this.#desk(), { id: made.id, mapping }))
    const checked = await this.#ended(made.id)
    this.#say('import.checked', { read: checked.rowsRead, ok: checked.rowsOk, refused: checked.rowsRefused })
    this.#list(await this.#within((tx, actor) => importVerdict(tx, actor, made.id)))
    return made.id
  }

  async run(id: string): Promise<void> {
    await this.#within((tx, actor) => startImport(tx, actor, this.#desk(), id))
    const { rowsOk, rowsRefused, state } = await this.#ended(id)
    this.#say('import.ended', { ok: rowsOk, refused: rowsRefused })
    if (state === 'failed') this.#say('import.continue', { id })
  }

  /** Refused rows go into a file that can be mended and imported again. */
  async end(id: string): Promise<number> {
    const { rowsRead, rowsRefused, rowsTotal } = await this.get(id)
    if (rowsRefused > 0) {
      const { bytes } = await this.#within((tx, actor) => importErrors(tx, actor, id, importTexts))
      const { flags } = this.#bring
      const path = pathOf(flags.errors ?? `${(flags.path || id).replace(/\.(csv|txt|xlsx|vcf)$/i, '')}.errors.csv`)
      if (bytes instanceof Uint8Array) write(path, bytes)
      this.#say('import.errorsIn', { path })
    }
    return rowsRead < rowsTotal ? 1 : rowsRefused > 0 ? 2 : 0
  }

  #desk() {
    return { runs: this.runs, permissions: permissionRows, folder: this.#bring.folder }
  }

  async #ended(id: string): Promise<Import> {
    for (;;) {
      const now = await this.get(id)
      if (now.state !== 'checking' && now.state !== 'running') {
        if (now.problem) process.stderr.write(`${this.#sentence(now.problem)}\n`)
        return now
      }
      await new Promise(next => setTimeout(next, 300))
    }
  }

  #list({ groups }: Verdict): void {
    for (const { reason, count, lines } of groups) {
      const place = reason.values?.column ?? reason.path
      const text = place ? `${place}: ${this.#sentence(reason)}` : this.#sentence(reason)
      process.stdout.write(`  ${count} × ${text} (${lines.join(', ')}${count > lines.length ? ', …' : ''})\n`)
    }
  }

  #sentence({ key, values }: { key: string; values?: TextValues }): string {
    const texts: Readonly<Record<string, { en: string; zh: string }>> = { ...importTexts, ...exchangeText }
    const label = texts[key]
    return label ? render(label, this.#bring.lang, values) : key
  }

  #say(key: keyof typeof exchangeText, values: TextValues): void {
    process.stdout.write(`${render(exchangeText[key], this.#bring.lang, values)}\n`)
  }
}

/** npm runs us in the project: a path is meant from where the person stands. */
const pathOf = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path)

function contentOf(path: string): Buffer {
  const full = pathOf(path)
  if (!existsSync(full)) throw new Problem('import.noFile', { path: full })
  try {
    return readFileSync(full)
  } catch (error) {
    throw new Problem('import.noFile', { path: `${full} (${String(error)})` })
  }
}

function write(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes)
  } catch (error) {
    throw new Problem('import.noErrors', { path, why: error instanceof Error ? error.message : String(error) })
  }
}

/** What was said on the command line, else what the header suggests. `field` may be `-`: leave the column out. */
function mappingOf(seen: Inspection, flags: Flags): Mapping {
  const own = new Map(flags.map.map(text => cut(text, '=')))
  const taken = new Set(own.values())
  return seen.columns.flatMap(({ column, name }) => {
    const suggested = seen.mapping.find(one => one.column === column)
    const free = suggested && !taken.has(suggested.field) ? suggested : undefined
    const field = own.get(name) ?? free?.field
    if (field === undefined || field === '-') return []
    const said = (list: readonly string[], at: string) =>
      list.map(text => cut(text, at)).filter(([key]) => key === field)
    const values = { ...free?.values, ...Object.fromEntries(said(flags.value, ':').map(([, pair]) => cut(pair, '='))) }
    const [, numbers] = said(flags.numbers, '=').at(-1) ?? []
    const [, dates] = said(flags.dates, '=').at(-1) ?? []
    return [
      {
        column,
        field,
        ...(Object.keys(values).length > 0 && { values }),
        ...(isOneOf(numbers, ['point', 'comma'] as const) && { numbers }),
        ...(isOneOf(dates, ['dmy', 'mdy'] as const) && { dates }),
      },
    ]
  })
}

const isOneOf = <V extends string>(value: string | undefined, all: readonly V[]): value is V =>
  all.some(one => one === value)

function cut(text: string, at: string): [string, string] {
  const place = text.indexOf(at)
  return place < 0 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)]
}
