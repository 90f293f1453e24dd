import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#kernel/api.ts'
import { type Answer, type TestApp, testApp } from '../app.ts'
import { everyKind, type Records } from '../everyKind.ts'
import { exampleOf, idPlaces, pathOf } from '../idFields.ts'
import { filledFor, kindOf, ownerOf, urlOf } from '../requests.ts'

const mark = 'Initech'
let t: TestApp
let own: Records
let foreign: Records

beforeAll(async () => {
  t = await testApp()
  own = await everyKind(t.as('olivia'), 'Umbrella')
  foreign = await everyKind(t.as('gus'), mark)
}, 120_000)
afterAll(() => t?.close())

type Attack = { readonly row: Endpoint; readonly place: string; readonly from: 'body' | 'query' | 'path' }
const nameOf = ({ row, from, place }: Attack): string => `${row.method} ${row.path} ${from} ${place}`

/** Attack → why another company's record may stand there: nothing of it is read or kept. */
const harmless: Readonly<Record<string, string>> = {
  'GET /notices query cursor': "a place in one's own list",
  'GET /form-answers query cursor': 'a place in a list',

  'GET /assignment/given query userId': 'a filter of the own list, which nothing of another company is in',
  'GET /assignment/given query ruleId': 'as above',
  'PUT /followup-logging body phrases[].id':
    'a name that the page gives to a phrase of its own list, and points at nothing',
  'PUT /followup-logging/own body phrases[].id': 'as above',
  'POST /deals/:id/place body checks[]': 'an item that its stage does not ask is not ticked',
  'POST /deals/:id/moves/advance body checks[]': 'as above',
  'POST /deals/:id/moves/lose body checks[]': 'as above',
  'POST /deals/:id/moves/reopen body checks[]': 'as above',
  'POST /deals/:id/place body lostTo': 'not looked at where the deal is not lost; moves/lose is',
  'POST /users/:id/moves/handOver body customers[].id': 'who is not the leaver’s stays where it is',
  'POST /pipelines body stages[].checks[].id': 'a name of an item within its own stage, and points at nothing',
  'PUT /pipelines/:id body stages[].checks[].id': 'as above',
  'POST /me/org body orgId': "one's own companies, which the sign-in is asked",
  'POST /deals/:id/place body afterId': 'a neighbour that is not in the column (any more) means its top',
  'POST /deals/:id/place body beforeId': 'a neighbour that is not in the column (any more) means its top',
}

function attacks(): Attack[] {
  const all = t.app.baton.rows.flatMap(({ row }): Attack[] => {
    if (row.access === 'public') return []
    const of = (from: 'body' | 'query') => idPlaces(row[from]).map(place => ({ row, place, from }))
    const path = row.path.includes('/:id') && ownerOf(row) ? [{ row, place: ':id', from: 'path' as const }] : []
    return [...of('body'), ...of('query'), ...path]
  })
  return all.filter(attack => !harmless[nameOf(attack)])
}

async function send(attack: Attack): Promise<Answer> {
  const { row, place, from } = attack
  const idsIn = (where: 'body' | 'query') => (at: string) =>
    (from === where && at === place ? foreign : own)[kindOf(row, at)]
  const body = filledFor(row, own)(exampleOf(row.body, idsIn('body'), from === 'body' ? place : ''))
  const query = exampleOf(row.query, idsIn('query'), from === 'query' ? place : '')
  const url = urlOf(row, from === 'path' ? foreign : own, query)
  const me = t.as('olivia')
  if (row.upload) return uploadTo(url)
  if (row.method === 'GET') return me.get(url)
  if (row.method === 'DELETE') return me.delete(url)
  return me[row.method === 'POST' ? 'post' : row.method === 'PUT' ? 'put' : 'patch'](url, body)
}

const oneFile = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\na\r\n--x--\r\n'

async function uploadTo(url: string): Promise<Answer> {
  const authorization = `Bearer ${await t.world.keyOf('olivia')}`
  const headers = { authorization, 'content-type': 'multipart/form-data; boundary=x' }
  const response = await t.app.inject({ method: 'POST', url: `/api${url}`, headers, payload: oneFile })
  return { status: response.statusCode, body: response.json<Answer['body']>(), response }
}

function fault(attack: Attack, { status, body, response }: Answer): string | undefined {
  const { row, from, place } = attack
  const said = `${nameOf(attack)}: ${status} ${response.body.slice(0, 200)}`
  if (response.body.includes(mark)) return `leaks: ${said}`
  if (status >= 500) return said
  if (from === 'path') return status === 404 ? undefined : said
  // a question answers without the record, or that it is not there
  if (row.mode === 'read' && (status === 200 || status === 404)) return undefined
  return status >= 400 && namesIt(place, body) ? undefined : said
}

/** The field, or the line that it stands in; what a move fills in (`values`) is named as the record's own field. */
function namesIt(place: string, { reasons }: Answer['body']): boolean {
  const at = pathOf(place).replace(/^values\./, '')
  const line = at.replace(/(?<=\.\d+)\.\w+$/, '')
  const paths = (Array.isArray(reasons) ? reasons : []).map(one => String(Object(one).path))
  // an answer of a packet is named by its item, which has a name of its own; who names no item gets no further
  if (at === 'answers.0.fileId') return paths.some(path => path === 'answers.0.key' || /^answers\.\w+$/.test(path))
  return paths.some(path => path === at || path === line || path === at.replace(/\.0$/, ''))
}

test('a record of another company is nobody’s business, wherever a request names it', async () => {
  const wrong: string[] = []
  for (const attack of attacks()) {
    const found = fault(attack, await send(attack))
    if (found) wrong.push(found)
  }
  expect(wrong).toEqual([])
  expect(attacks().length).toBeGreaterThan(150)
}, 120_000)
