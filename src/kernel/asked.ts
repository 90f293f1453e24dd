// A statement on its way. pg copies what it is asked property by property, which took a third of all the time it
// spends on a statement (docs/performance.md); a query that is made of its text it takes as it is.
import pg from 'pg'
import type { Bound, Row } from './db.ts'
import { arrayText, camel } from './pgTypes.ts'

declare module 'pg' {
  // what its class has and its types keep quiet about
  interface Query {
    name: string | undefined
    handleRowDescription(message: { readonly fields: readonly { name: string }[] }): void
  }
}

export type Answered = pg.ResultBuilder<Row>

/** Answers rows by camelCase names. Without values it is a simple query, which may hold several statements. */
export function ask(client: pg.ClientBase, bound: Bound): Promise<Answered> {
  return new Promise<Answered>((resolve, reject) => {
    client.query(new Asked(bound, (error, result) => (error ? reject(error) : resolve(result))))
  }).catch((error: Error) => {
    // from where the answer was read to who asked
    Error.captureStackTrace(error)
    throw error
  })
}

class Asked extends pg.Query<Row> {
  constructor({ name, text, values }: Bound, done: (error: Error | undefined, result: Answered) => void) {
    super(
      text,
      values.map(value => (Array.isArray(value) ? arrayText(value) : value)),
      done,
    )
    this.name = name
  }

  override handleRowDescription(message: { readonly fields: readonly { name: string }[] }): void {
    for (const field of message.fields) field.name = camel(field.name)
    super.handleRowDescription(message)
  }
}
