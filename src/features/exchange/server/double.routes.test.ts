import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { csv, importer } from '#test/importing.ts'
import { bookOf, rowsOf } from '#test/zips.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const countOf = async (q: string) => Number((await t.as('olivia').get(`/contacts/summary?q=${q}`)).body.count)
/** Two people, one file, both checked before either runs: contacts have no key by which a second one is told. */
async function bothChecked(mark: string) {
  const names = Array.from({ length: 40 }, (_, n) => `${mark} ${n}`)
  const file = csv('name,company', ...names.map(name => `${name},Double Ltd`))
  const people = [importer(t, 'olivia'), importer(t, 'max')] as const
  const seen = await Promise.all(people.map(one => one.upload('contact', file)))
  for (const [i, one] of people.entries()) {
    const [mine] = seen.slice(i)
    expect(mine && (await one.check(mine))).toMatchObject({ rowsOk: 40 })
  }
  const ids = seen.map(one => one.import.id)
  return { people, ids, run: (i: 0 | 1) => t.as(i === 0 ? 'olivia' : 'max').post(`/imports/${ids[i]}/run`), file }
}

test('the same file run by two people at the same moment is taken once, and the other learns who has it', async () => {
  await t.as('olivia').post('/customers', { name: 'Double Ltd', ownerId: t.world.ids.max })
  for (const round of ['Early', 'Later', 'Again']) {
    const { people, ids, run } = await bothChecked(round)
    const answers = await Promise.all([run(0), run(1)])
    expect(answers.map(one => one.status).toSorted()).toEqual([201, 409])
    const refused = answers.find(one => one.status === 409)
    expect(refused?.body.reasons).toMatchObject([{ key: expect.stringMatching(/^exchange\.same(Runs|IsIn)$/) }])
    const winner = answers.findIndex(one => one.status === 201)
    expect(refused?.body.reasons).toMatchObject([{ values: { who: winner === 0 ? 'Olivia' : 'Max' } }])
    await Promise.all(people.map((one, i) => one.settled(ids[i] ?? '')))
    expect(await countOf(round)).toBe(40)
  }
}, 120_000)

test('what came in after one’s own check is said before it is taken again, and a new check sees it', async () => {
  const { people, ids, run, file } = await bothChecked('Sequel')
  expect((await run(0)).status).toBe(201)
  await people[0].settled(ids[0] ?? '')
  const second = await run(1)
  expect([second.status, second.body.reasons]).toMatchObject([
    409,
    [{ key: 'exchange.sameIsIn', values: { who: 'Olivia', count: 40 } }],
  ])
  const again = await people[1].upload('contact', file)
  expect(again.before).toMatchObject([{ who: 'Olivia', count: 40 }])
  // who wants them a second time may have them, knowing it
  expect(await people[1].check(again)).toMatchObject({ state: 'checked' })
  expect((await people[1].run(again.import.id)).state).toBe('done')
}, 60_000)

test('a workbook brings its sheets, and another one of them is chosen after it was read', async () => {
  const book = bookOf({
    sheets: [
      {
        name: '客户',
        xml: rowsOf([
          ['客户名称', '邮编'],
          ['工作簿公司', '04101'],
        ]),
      },
      {
        name: '联系人',
        xml: rowsOf([
          ['姓名', '公司名称'],
          ['王工', '工作簿公司'],
          ['李工', '工作簿公司'],
        ]),
      },
    ],
  })
  const by = importer(t)
  const { seen, done } = await by.bring('customer', book)
  expect(seen.import).toMatchObject({ format: 'workbook', encoding: null, sheet: '客户', sheets: ['客户', '联系人'] })
  expect(done).toMatchObject({ state: 'done', rowsOk: 1 })
  const other = await by.upload('contact', book)
  const turned = await t.as('olivia').post(`/imports/${other.import.id}/sheet`, { sheet: '联系人' })
  expect(turned.body).toMatchObject({ import: { sheet: '联系人', rowsTotal: 2, state: 'inspected' } })
  const mapping = (turned.body as unknown as typeof other).mapping // its schema
  expect(await by.check({ ...other, mapping })).toMatchObject({ rowsOk: 2 })
  expect(await by.run(other.import.id)).toMatchObject({ state: 'done', rowsOk: 2 })
  expect((await t.as('max').post(`/imports/${other.import.id}/sheet`, { sheet: '客户' })).status).toBe(404)
  const late = await t.as('olivia').post(`/imports/${other.import.id}/sheet`, { sheet: '客户' })
  expect([late.status, late.body.reasons]).toMatchObject([409, [{ key: 'exchange.alreadyRun' }]])
  const unknown = await by.upload('contact', book)
  expect((await t.as('olivia').post(`/imports/${unknown.import.id}/sheet`, { sheet: 'x' })).body.reasons).toMatchObject(
    [{ key: 'exchange.sheetUnknown', values: { sheet: 'x' } }],
  )
}, 60_000)
