import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { printedText } from '#test/paper.ts'

let t: TestApp
let id: string
beforeAll(async () => {
  t = await testApp()
  const customer = await t.as('ann').post('/customers', { name: '江苏榆湾饮料有限公司' })
  const deal = await t.as('ann').post('/deals', { name: '气调灌装后段', customerId: customer.body.id })
  const lines = [
    {
      name: '安装调试',
      spec: 'FW-01 型',
      unitQty: '2',
      price: '100',
      taxRate: '6',
      discountKind: 'percent',
      discountValue: '5',
    },
  ]
  id = String((await t.as('ann').post('/quotes', { dealId: deal.body.id, lines })).body.id)
})
afterAll(() => t?.close())

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAICAYAAADjoT9jAAAAF0lEQVR4nGOo1Y76T0vMMGrBqAWD3wIApEKA0EzHpr0AAAAASUVORK5CYII=',
  'base64',
)
const printed = async (path: string): Promise<string> => {
  const { response } = await t.as('olivia').get(path)
  const bytes = new Uint8Array(response.rawPayload)
  const stream = (async function* () {
    yield bytes
  })()
  return printedText({ fileName: '', type: '', bytes: stream })
}
const set = (body: Record<string, unknown>) => t.as('olivia').patch('/quote-paper', body)

test('what is written once stands on every paper, in its own language', async () => {
  const texts = {
    titleZh: '商务报价',
    titleEn: 'Commercial offer',
    companyZh: '苏州市吴中区工业园 88 号',
    headerEn: 'Certified to ISO 9001',
    footerZh: '砺禾机械 版权所有',
    termsZh: '质保十二个月。\n逾期按日万分之五计。',
    bankZh: '中国银行苏州分行 4720 5888',
  }
  expect((await set(texts)).status).toBe(200)
  const zh = await printed(`/quotes/${id}/pdf?lang=zh`)
  for (const words of ['商务报价', '吴中区工业园88号', '版权所有', '质保十二个月', '47205888'])
    expect(zh).toContain(words)
  expect(zh).not.toContain('ISO9001')
  const en = await printed('/quote-paper/sample?lang=en')
  for (const words of ['Commercialoffer', 'ISO9001']) expect(en).toContain(words)
  expect(en).not.toContain('质保')
})

test('columns, capitals, validity and the mark of drafts are left out as it says', async () => {
  const path = `/quotes/${id}/pdf?lang=zh`
  const whole = await printed(path)
  for (const words of ['优惠', '税率', 'FW-01型', '壹佰玖拾', '有效期', '草稿']) expect(whole, words).toContain(words)
  const hides = ['lines.spec', 'lines.lineDiscount', 'lines.taxRate']
  expect((await set({ hides, capital: false, validity: false, draftMark: false })).status).toBe(200)
  const bare = await printed(path)
  for (const words of ['税率', 'FW-01型', '壹佰玖拾', '有效期', '草稿']) expect(bare, words).not.toContain(words)
})

test('what is too long or unknown is refused at its field, and only who may sets it', async () => {
  expect((await set({ titleZh: '长'.repeat(61) })).body).toMatchObject({ reasons: [{ path: 'titleZh' }] })
  expect((await set({ hides: ['gross'] })).status).toBe(400)
  expect((await t.as('ann').patch('/quote-paper', { titleZh: '我的' })).status).toBe(403)
  expect((await t.as('gus').get('/quote-paper')).body).toMatchObject({ titleZh: '' })
  expect((await t.as('gus').get('/quote-paper/sample')).status).toBe(404)
})

test('the stamp lies over our signature on what is approved or sent, never on a draft; only who may gives it', async () => {
  const give = async (who: 'olivia' | 'ann') => {
    const head =
      '--cut\r\ncontent-disposition: form-data; name="file"; filename="公章.png"\r\ncontent-type: image/png\r\n\r\n'
    const payload = Buffer.concat([Buffer.from(head), png, Buffer.from('\r\n--cut--\r\n')])
    const headers = {
      authorization: `Bearer ${await t.world.keyOf(who)}`,
      'content-type': 'multipart/form-data; boundary=cut',
    }
    const answer = await t.app.inject({ method: 'POST', url: '/api/orgs/current/stamp', headers, payload })
    return { status: answer.statusCode }
  }
  const pictures = async () => {
    const { response } = await t.as('olivia').get(`/quotes/${id}/pdf?lang=zh`)
    return response.rawPayload.toString('latin1').split('/Subtype /Image').length - 1
  }
  const without = await pictures()
  expect((await give('ann')).status).toBe(403)
  expect((await give('olivia')).status).toBe(201)
  expect((await t.as('olivia').get('/orgs/current/stamp')).body).toMatchObject({ stamp: { name: '公章.png' } })
  expect((await t.as('ann').get('/orgs/current/stamp/content')).status).toBe(403)
  expect(await pictures()).toBe(without)
  expect(await printed(`/quotes/${id}/pdf?lang=zh`)).toContain('报价方（盖章）')
  expect((await t.as('ann').post(`/quotes/${id}/moves/send`, {})).status).toBe(200)
  const sent = await pictures()
  expect(sent).toBeGreaterThan(without)
  expect((await set({ signs: false })).status).toBe(200)
  expect(await pictures()).toBe(without)
  expect((await set({ signs: true })).status).toBe(200)
  expect((await t.as('olivia').delete('/orgs/current/stamp')).status).toBe(200)
  expect(await pictures()).toBe(without)
  // the logo is another picture
  expect((await t.as('olivia').get('/orgs/current/logo')).body).toEqual({ logo: null })
})
