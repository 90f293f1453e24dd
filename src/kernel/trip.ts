// One trip to the database: several statements behind each other with a single Sync at their end. pg sends a Sync
// after every statement, so PostgreSQL answers each with a packet of its own and both sides wake up as often as there
// are statements (docs/performance.md). After a failed statement PostgreSQL skips what is left of the trip.
import pg from 'pg'
import type { Bound, Row } from './db.ts'
import { camel, parameter, pgTypes } from './pgTypes.ts'

/** What is used of pg's connection, which its types keep quiet about. */
type Wire = {
  readonly parsedStatements: Record<string, string>
  readonly submittedNamedStatements: Record<string, string>
  parse(statement: { readonly name: string | undefined; readonly text: string }): void
  bind(bound: { readonly statement: string | undefined; readonly values: readonly (string | Buffer | null)[] }): void
  describe(portal: { readonly type: 'P'; readonly name: '' }): void
  execute(portal: { readonly portal: ''; readonly rows: 0 }): void
  sync(): void
}
type Field = { readonly name: string; readonly dataTypeID: number }
type Cells = { readonly fields: readonly (string | null)[] }
/** What the columns of an answer are called here, and how their text becomes a value. */
type Shape = {
  readonly names: readonly string[]
  readonly parsers: readonly ((text: string) => unknown)[]
  /** A row without values: copies of it are quick to make and to read. */
  readonly empty: Row
}

export type Answered = { readonly rows: Row[]; readonly command: string }
/** A statement on its way. */
export type Asked = {
  readonly bound: Bound
  readonly resolve: (answer: Answered) => void
  readonly reject: (error: unknown) => void
}

/** One name has one text, and one text answers in one shape: it is asked for once. */
const shapes = new Map<string, { readonly text: string; readonly shape: Shape }>()
const noShape: Shape = { names: [], parsers: [], empty: {} }

/** Answers rows by camelCase names. All of it is answered together, when the database has done with the whole trip. */
export class Trip {
  readonly #asked: readonly Asked[]
  readonly #answers: { rows: Row[]; command: string }[] = []
  /** By statement: the shape it was known to have when it left, for which no description comes. */
  #known: (Shape | undefined)[] = []
  #rows: Row[] = []
  #shape: Shape | undefined
  #over = false

  constructor(asked: readonly Asked[]) {
    this.#asked = asked
  }

  get #current(): Bound | undefined {
    return this.#asked[this.#answers.length]?.bound
  }

  // pg files a prepared statement under name and text of the query that is being answered
  get name(): string {
    return this.#current?.name ?? ''
  }
  get text(): string {
    return this.#current?.text ?? ''
  }
  /** In the order in which they leave. */
  get statements(): Bound[] {
    return this.#asked.map(one => one.bound)
  }

  /** All of it leaves or nothing: half a trip would be answered as the next one's. */
  submit(wire: Wire): Error | null {
    const values: (string | Buffer | null)[][] = []
    try {
      for (const { bound } of this.#asked) values.push(bound.values.map(parameter))
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
    const fresh = new Set<string>()
    for (const { bound } of this.#asked) {
      const problem = bound.name ? check(wire, bound.name, bound.text, fresh) : undefined
      if (problem) return problem
    }
    this.#known = this.#asked.map(({ bound }) => knownShape(bound))
    for (const [i, { bound }] of this.#asked.entries()) {
      send(wire, bound, values[i] ?? [], fresh)
      if (!this.#known[i]) wire.describe({ type: 'P', name: '' })
      wire.execute({ portal: '', rows: 0 })
    }
    wire.sync()
    return null
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#shape = shapeOf(fields)
  }

  handleDataRow({ fields }: Cells): void {
    this.#rows.push(rowOf(this.#shape ?? this.#known[this.#answers.length] ?? noShape, fields))
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const bound = this.#current
    if (bound?.name && !this.#known[this.#answers.length])
      shapes.set(bound.name, { text: bound.text, shape: this.#shape ?? noShape })
    const space = text.indexOf(' ')
    this.#answers.push({ rows: this.#rows, command: space < 0 ? text : text.slice(0, space) })
    this.#rows = []
    this.#shape = undefined
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handleReadyForQuery(): void {
    this.#end(undefined)
  }

  /** What came before the failed statement was done. */
  handleError(error: Error, wire?: Wire): void {
    if (this.#over) return
    // what stands behind it was not even read
    for (const { bound } of this.#asked.slice(this.#answers.length))
      if (wire && bound.name) Reflect.deleteProperty(wire.submittedNamedStatements, bound.name)
    this.#end(error)
  }

  #end(failed: Error | undefined): void {
    this.#over = true
    for (const [i, { resolve, reject }] of this.#asked.entries()) {
      const answer = this.#answers[i]
      // an error made for nothing costs as much as a statement
      const error = answer ? undefined : (failed ?? new Error('the database did not answer a statement'))
      if (answer) resolve(answer)
      else if (error) reject(i === this.#answers.length ? error : new Skipped(error))
    }
  }
}
// a pipeline lets in pg's own queries only; its client asks no more of one than what stands above
Object.setPrototypeOf(Trip.prototype, pg.Query.prototype)

/** A statement behind one that failed: PostgreSQL's own code for it. */
class Skipped extends Error {
  readonly code = '25P02'
  constructor(cause: Error) {
    super('an earlier statement failed', { cause })
  }
}

/** Notes a name that the connection does not know yet. */
function check(wire: Wire, name: string, text: string, fresh: Set<string>): Error | undefined {
  const known = wire.parsedStatements[name] ?? wire.submittedNamedStatements[name]
  if (known !== undefined && known !== text) {
    for (const one of fresh) Reflect.deleteProperty(wire.submittedNamedStatements, one)
    return new Error(`two statements are called ${name}`)
  }
  if (known === undefined) {
    wire.submittedNamedStatements[name] = text
    fresh.add(name)
  }
  return undefined
}

function send(wire: Wire, bound: Bound, values: readonly (string | Buffer | null)[], fresh: Set<string>): void {
  const { name, text } = bound
  if (!name || fresh.delete(name)) wire.parse({ name, text })
  wire.bind({ statement: name, values })
}

function knownShape({ name, text }: Bound): Shape | undefined {
  const known = name === undefined ? undefined : shapes.get(name)
  return known?.text === text ? known.shape : undefined
}

function shapeOf(fields: readonly Field[]): Shape {
  const names = fields.map(field => camel(field.name))
  return {
    names,
    parsers: fields.map(field => pgTypes.getTypeParser(field.dataTypeID)),
    empty: Object.fromEntries(names.map(name => [name, null])),
  }
}

function rowOf({ names, parsers, empty }: Shape, cells: readonly (string | null)[]): Row {
  const row = { ...empty }
  for (let i = 0; i < names.length; i++) {
    const cell = cells[i] ?? null
    if (cell !== null) row[names[i] ?? ''] = parsers[i]?.(cell)
  }
  return row
}
