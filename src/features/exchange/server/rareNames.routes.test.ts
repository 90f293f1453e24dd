// Eight streets of China that GBK cannot write: as addresses they go through import, list, search and export unharmed.
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { importer } from '#test/importing.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const streets = [
  '江苏省无锡市宜兴市湖㳇镇',
  '安徽省六安市金寨县流波䃥镇',
  '麦㙦镇',
  '湖南省长沙市长沙县㮾梨街道',
  '塘㙍镇',
  '䢺江镇',
  '桴㯊镇',
  '㵲水街道',
]
const rows = streets.map((street, at) => ({
  name: `${street}第${at}机械厂`,
  region: street,
  address: `${street}解放路${at}号`,
}))
const file = (encoding: string) =>
  iconv.encode(
    ['客户名称,地区,地址', ...rows.map(row => `${row.name},${row.region},${row.address}`)].join('\r\n'),
    encoding,
  )
const items = async (query: string) => (await t.as('olivia').get(`/customers?limit=50&${query}`)).body.items
const filter = (field: string, value: string) =>
  `filter=${encodeURIComponent(JSON.stringify({ field, op: 'contains', value }))}`

test('imported from GB18030 they are found by search and filter', async () => {
  const { done } = await importer(t, 'olivia').bring('customer', file('gb18030'))
  expect(done).toMatchObject({ rowsOk: 8, rowsRefused: 0 })
  for (const { name, address } of rows) {
    const rare = /[\u3400-\u4dbf]|[\u4e00-\u9fff]/u.exec(address)?.[0] ?? ''
    expect(rare).not.toBe('')
    expect(await items(filter('address', address))).toMatchObject([{ name, address }])
    expect(await items(`q=${encodeURIComponent(name)}`)).toMatchObject([{ name }])
  }
  const found = await t.as('olivia').get(`/search?q=${encodeURIComponent('㮾梨')}`)
  expect(JSON.stringify(found.body)).toContain('㮾梨街道第3机械厂')
})

test('UTF-8 and GB18030 carry all of them out; GBK is refused with what to take instead', async () => {
  const read = async (encoding: string) => {
    const { response } = await t.as('olivia').get(`/customers/export?encoding=${encoding}&fields=name,region,address`)
    expect(response.headers['content-type']).toBe(`text/csv; charset=${encoding}`)
    return iconv.decode(response.rawPayload, encoding)
  }
  const [utf, gb] = await Promise.all([read('utf-8'), read('gb18030')])
  expect(gb).toBe(utf)
  expect(gb).not.toContain('?')
  for (const { address } of rows) expect(gb).toContain(address)
  const refused = await t.as('olivia').get('/customers/export?encoding=gbk')
  expect(refused).toMatchObject({ status: 422, body: { reasons: [{ key: 'exchange.gbkLoses', path: 'encoding' }] } })
  expect((await t.as('olivia').get('/customers/export?encoding=latin1')).status).toBe(400)
})

test('the file that GB18030 wrote comes back as it went', async () => {
  const { response } = await t.as('olivia').get('/customers/export?encoding=gb18030&fields=name,region,address')
  const { done } = await importer(t, 'gus').bring('customer', response.rawPayload)
  expect(done).toMatchObject({ rowsOk: 8 })
  const { body } = await t.as('gus').get('/customers?limit=50')
  const back = body.items as { address: string }[] // every list has them
  expect(back.map(one => one.address).toSorted()).toEqual(rows.map(row => row.address).toSorted())
})
