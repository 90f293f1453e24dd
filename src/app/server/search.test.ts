// Every kind of record that has a page of its own is found by what people call it; a new kind without search fails here.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { allRegistered } from '#meta/registry.ts'
import { searchAll } from '#meta/server/search.service.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { everyKind } from '#test/everyKind.ts'
import type { Person } from '#test/world.ts'
import { pages } from '../web/pages.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
  await everyKind(app.as('olivia'), 'x')
})
afterAll(() => app.close())

// C114: fields that are hidden from somebody are in `hiddenField.test.ts`
/** Whose page is another record's, which is found itself. */
const ofAnother: Readonly<Record<string, string>> = {
  receivable: 'the customer who owes',
  handoff: 'its order',
}
const opens = new Set(pages.map(page => page.path.replace(/\/\$id$/, '')))
const paged = () =>
  allRegistered().filter(({ entity }) => {
    const at = { '/stock-documents': '/stock/documents', '/users': '/settings/people' }[entity.path] ?? entity.path
    return pages.some(page => page.path === `${at}/$id`) && opens.has(at) && !ofAnother[entity.key]
  })

const hitsOf = async (who: Person, q: string) => {
  const actor = await app.world.as(who)
  const groups = await inOrg(app.db, app.world.acmeId, { mode: 'read' }, tx => searchAll(tx, actor, q))
  return new Map(groups.map(group => [group.entity, group.hits.map(hit => hit.key)]))
}

test('every kind of record with a page is found by its number or its name', async () => {
  const actor = await app.world.as('olivia')
  expect(paged().length).toBeGreaterThan(15)
  const lost: string[] = []
  for (const { entity, verbs } of paged()) {
    const { items } = await inOrg(app.db, app.world.acmeId, { mode: 'read' }, tx => verbs.list(tx, actor, { limit: 1 }))
    const [record] = items
    if (!record) {
      lost.push(`${entity.key}: the world has none`)
      continue
    }
    const names = [record.number, record.code, record[entity.title]].filter(
      one => typeof one === 'string' && one !== '',
    )
    for (const name of new Set(names.map(String)))
      if (!(await hitsOf('olivia', name)).get(entity.key)?.includes(record.id)) lost.push(`${entity.key}: ${name}`)
  }
  expect(lost).toEqual([])
})

test('by pinyin, initials, readings, two characters, phone and any number on any paper, never out of reach', async () => {
  const olivia = app.as('olivia')
  const customer = await olivia.post('/customers', { name: '重庆单氏机械有限公司', phone: '13812345678' })
  const id = String(customer.body.id)
  for (const q of ['cq', 'chongqing', 'shanshi', '单氏', 'KH', '5678', '13812345678', '庆单'])
    expect([q, (await hitsOf('olivia', q)).get('customer')?.includes(id)]).toEqual([q, true])
  const papers: readonly [string, string][] = [
    ['invoice', '0'.repeat(20)],
    ['invoice', 'KP'],
    ['order', 'SO'],
    ['quote', 'QT'],
    ['shipment', 'FH'],
    ['receipt', 'SK'],
    ['ticket', 'SH'],
    ['goodsReturn', 'TH'],
    ['registration', 'BB'],
  ]
  for (const [entity, q] of papers) expect([entity, (await hitsOf('olivia', q)).has(entity)]).toEqual([entity, true])
  // Ann sells her own: what is Olivia's neither appears nor counts
  expect([...(await hitsOf('ann', '单氏')).values()].flat()).not.toContain(id)
  expect((await hitsOf('ann', 'BB')).has('registration')).toBe(false)
})
