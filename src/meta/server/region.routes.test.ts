import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const levels = async (of = '') => {
  const { body } = await t.as('ann').get(`/regions?of=${encodeURIComponent(of)}`)
  return body.levels as { chosen: string | null; items: { code: string; name: string; latin: string }[] }[] // as its schema says
}

test('one level after the other, down to below what is chosen', async () => {
  expect((await levels()).map(level => level.items.length)).toEqual([34])
  const found = await levels('江苏省无锡市宜兴市')
  expect(found.map(level => level.chosen)).toEqual(['32', '3202', '320282', null])
  expect(found.at(-1)?.items).toContainEqual(expect.objectContaining({ code: '320282113', name: '湖㳇镇' }))
  expect(found[0]?.items).toContainEqual(expect.objectContaining({ code: '32', latin: 'Jiangsu' }))
  // below 北京市 come districts at once, and what is no region of China offers the provinces
  expect((await levels('北京市')).map(level => level.items[0]?.name)).toEqual(['北京市', '东城区'])
  expect((await levels('Bavaria')).map(level => level.chosen)).toEqual([null])
})

test('a pasted address comes back in its parts', async () => {
  const text = '江苏省无锡市宜兴市湖㳇镇阳羡路18号 张三 13812345678'
  expect((await t.as('ann').post('/regions/read', { text })).body).toEqual({
    region: '江苏省无锡市宜兴市湖㳇镇',
    address: '阳羡路18号',
    postalCode: null,
    name: '张三',
    company: null,
    phone: '13812345678',
  })
  expect((await t.as('ann').post('/regions/read', { text: '' })).status).toBe(400)
})

test('leads and customers keep a region by its full name, at creation and at an edit', async () => {
  const lead = await t.as('ann').post('/leads', { name: 'Region', region: '江苏宜兴', address: '湖㳇镇阳羡路18号' })
  expect(lead.body).toMatchObject({ region: '江苏省无锡市宜兴市', address: '湖㳇镇阳羡路18号' })
  const edited = await t.as('ann').patch(`/leads/${lead.body.id}`, { region: '北京朝阳区' })
  expect(edited.body).toMatchObject({ region: '北京市朝阳区' })
  expect((await t.as('ann').patch(`/leads/${lead.body.id}`, { region: ' ' })).body).toMatchObject({ region: null })
  const customer = await t.as('ann').post('/customers', { name: 'Regional', region: 'Bavaria' })
  expect(customer.body).toMatchObject({ region: 'Bavaria' })
  expect((await t.as('ann').patch(`/customers/${customer.body.id}`, { region: '宜兴市' })).body).toMatchObject({
    region: '江苏省无锡市宜兴市',
  })
  const within = encodeURIComponent(JSON.stringify({ field: 'region', op: 'startsWith', value: '江苏省' }))
  expect((await t.as('ann').get(`/customers?filter=${within}`)).body.items).toMatchObject([{ name: 'Regional' }])
})
