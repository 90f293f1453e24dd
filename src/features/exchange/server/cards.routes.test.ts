import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { importer } from '#test/importing.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  for (const name of ['IBM', 'Lotus Development Corporation'])
    await t.as('olivia').post('/customers', { name, ownerId: t.world.ids.max })
})
afterAll(() => t?.close())

const fileAt = (name: string) => readFileSync(new URL(`../../../../test/data/vcards/${name}`, import.meta.url))
const items = async (path: string) => (await t.as('olivia').get(path)).body.items as Record<string, unknown>[] // every list has them

test('a card becomes a contact of its company, its picture hangs on it, and a check leaves neither', async () => {
  const by = importer(t)
  const seen = await by.upload('contact', fileAt('John_Doe_IPHONE.vcf'))
  expect(seen.import).toMatchObject({ format: 'cards', encoding: 'utf-8', rowsTotal: 1 })
  const goes = Object.fromEntries(
    seen.mapping.map(one => [seen.columns.find(column => column.column === one.column)?.name, one.field]),
  )
  expect(goes).toMatchObject({
    Name: 'name',
    Company: 'customerId',
    Title: 'title',
    Phone: 'phone',
    Email: 'email',
  })
  expect(await by.check(seen)).toMatchObject({ rowsOk: 1 })
  expect(await items('/contacts?q=Richter')).toEqual([])
  expect(await by.run(seen.import.id)).toMatchObject({ state: 'done', rowsOk: 1 })
  const [john] = await items('/contacts?q=Richter')
  expect(john).toMatchObject({ customerName: 'IBM', title: 'Money Counter', email: 'john.doe@ibm.com' })
  const [photo] = await items(`/files?entity=contact&recordId=${String(john?.id)}`)
  expect(photo).toMatchObject({ name: 'photo.jpg', type: 'image/jpeg', ownerName: 'Olivia' })
}, 60_000)

test('several cards of one file become leads; who has no known company is refused as a contact, by the line of its card', async () => {
  const by = importer(t)
  const leads = await by.bring('lead', fileAt('gmail-list.vcf'))
  expect(leads.done).toMatchObject({ rowsOk: 3, rowsRefused: 0 })
  const found = await items(
    `/leads?filter=${encodeURIComponent(JSON.stringify({ field: 'email', op: 'contains', value: 'gmail' }))}`,
  )
  expect(found.map(one => one.name).toSorted()).toEqual(['Arnold Smith', 'Doug White'])
  const two = await by.bring('contact', fileAt('rfc2426-example.vcf'))
  expect(two.done).toMatchObject({ rowsOk: 1, rowsRefused: 1 })
  expect(two.verdict.rows).toMatchObject([
    {
      line: 13,
      reasons: [{ key: 'exchange.notFound', path: 'customerId', values: { value: 'Netscape Communications Corp.' } }],
    },
  ])
}, 60_000)
