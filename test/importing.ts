// A person with a file: uploads, maps, has it checked and runs it, through the routes and to the end.
import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Import, Inspection, Mapping, Verdict } from '#features/exchange/import.schema.ts'
import type { Answer, TestApp } from './app.ts'
import type { Anyone } from './world.ts'

/** Header → field, `-` leaves the column out; what is not named keeps its suggestion. */
export type Fields = Readonly<Record<string, string>>
/** By field: what is written → what is meant. */
export type Values = Readonly<Record<string, Record<string, string>>>

type Brought = {
  readonly seen: Inspection
  readonly checked: Import
  readonly verdict: Verdict
  readonly done: Import
}

export const csv = (...lines: string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`)

/** The answers are held to their schemas by the test app: what is read here is what they say. */
export class Importer {
  readonly #t: TestApp
  readonly #who: Anyone

  constructor(t: TestApp, who: Anyone) {
    this.#t = t
    this.#who = who
  }

  /** An empty entity leaves it to the headings. */
  async send(entity: string, bytes: Uint8Array, more = '', name = 'in.csv'): Promise<Answer> {
    const head = `--baton-parts\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`
    const response = await this.#t.app.inject({
      method: 'POST',
      url: `/api/imports?${entity && `entity=${entity}`}${more}`,
      headers: {
        authorization: `Bearer ${await this.#t.world.keyOf(this.#who)}`,
        'content-type': 'multipart/form-data; boundary=baton-parts',
      },
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--baton-parts--\r\n')]),
    })
    return { status: response.statusCode, body: response.json() as Answer['body'], response } // every answer is an object
  }

  async upload(entity: string, bytes: Uint8Array, more = '', name?: string): Promise<Inspection> {
    const { status, body, response } = await this.send(entity, bytes, more, name)
    expect(status, response.body).toBe(201)
    return body as unknown as Inspection // its schema
  }

  /** Once nobody works at it any more. */
  async settled(id: string): Promise<Import> {
    for (let tries = 0; tries < 1500; tries++) {
      const now = (await this.#t.as(this.#who).get(`/imports/${id}`)).body as unknown as Import // its schema
      if (now.state !== 'checking' && now.state !== 'running') return now
      await setTimeout(100)
    }
    throw new Error('still at it')
  }

  async verdict(id: string): Promise<Verdict> {
    return (await this.#t.as(this.#who).get(`/imports/${id}/verdict`)).body as unknown as Verdict // its schema
  }

  async check(seen: Inspection, mapping: Mapping = seen.mapping): Promise<Import> {
    const { status, response } = await this.#t.as(this.#who).post(`/imports/${seen.import.id}/check`, { mapping })
    expect(status, response.body).toBe(201)
    return this.settled(seen.import.id)
  }

  async run(id: string): Promise<Import> {
    const { status, response } = await this.#t.as(this.#who).post(`/imports/${id}/run`)
    expect(status, response.body).toBe(201)
    return this.settled(id)
  }

  async bring(entity: string, bytes: Uint8Array, own: Fields = {}, values: Values = {}): Promise<Brought> {
    const seen = await this.upload(entity, bytes)
    const checked = await this.check(seen, mapped(seen, own, values))
    const verdict = await this.verdict(seen.import.id)
    return { seen, checked, verdict, done: await this.run(seen.import.id) }
  }
}

export const importer = (t: TestApp, who: Anyone = 'olivia'): Importer => new Importer(t, who)

export function mapped(seen: Inspection, own: Fields, values: Values = {}): Mapping {
  const taken = new Set(Object.values(own))
  return seen.columns.flatMap(({ column, name }) => {
    const suggested = seen.mapping.find(one => one.column === column)
    const kept = suggested && !taken.has(suggested.field) ? suggested : undefined
    const field = own[name] ?? kept?.field
    const meant = values[field ?? ''] ?? (field === suggested?.field ? suggested?.values : undefined)
    return field && field !== '-' ? [{ column, field, ...(meant && { values: meant }) }] : []
  })
}
