// A file from somebody's desk becomes customers: mapped, checked, left alone, come back to, and the refused rows taken home.
import { readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './app.ts'
import { sitDown, type Width } from './person.ts'
import { foreignWords } from './words.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const patient = { timeout: 60_000 }
const rows = (width: string) => [
  '公司,Tel,客户区域,业务员,内部号',
  `${width}一号客户,010-6552 9988,上海,沈若溪,1`,
  `${width}二号客户,1.2E+10,上海,沈若溪,2`,
  `${width}三号客户,138 1234 5678,湖㳇镇,沈 若溪,3`,
  `,13812345678,,,4`,
]
const words = {
  zh: {
    field: '“内部号”对应的字段',
    note: '备注',
    check: '检查',
    run: '导入 2 / 4 行',
    in: '已导入',
    errors: '下载未导入的行',
    reason: '原有数字已丢失',
  },
  en: {
    field: 'Field for 内部号',
    note: 'Note',
    check: 'Check',
    run: 'Import 2 of 4',
    in: 'Are in',
    errors: 'Refused rows as a file',
    reason: 'digits are lost',
  },
} as const

test.each([
  ['desk', 'zh'],
  ['phone', 'en'],
] as const)('at the %s, in %s', async (width: Width, lang) => {
  const say = words[lang]
  const seat = await sitDown(stage, 'fang', width, lang === 'zh' ? 'zh-CN' : 'en-US')
  const { page } = seat
  await seat.goTo('/import')
  const buffer = iconv.encode(rows(width).join('\r\n'), 'gb18030')
  await page.setInputFiles('input[type=file]', { name: '客户.csv', mimeType: 'text/csv', buffer })
  await page.locator('.impcols').first().waitFor(patient)
  await page.getByLabel(say.field).selectOption({ label: say.note })
  expect(await foreignWords(page, lang)).toEqual([])
  await seat.shoot(`${width}-${lang}-import-columns`)
  await page.getByRole('button', { name: say.check, exact: true }).click()
  // nobody has to wait for it
  const address = page.url()
  await seat.goTo('/customers')
  await page.goto(address)
  await page.getByRole('button', { name: say.run }).waitFor(patient)
  await seat.shoot(`${width}-${lang}-import-checked`)
  expect(await page.locator('.impwhy').textContent()).toContain(say.reason)
  await page.getByRole('button', { name: say.run }).click()
  await page.locator('.impsum', { hasText: say.in }).waitFor(patient)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByText(say.errors).click()])
  const content = readFileSync(await file.path(), 'utf8')
  expect(content.trim().split('\r\n')).toHaveLength(3)
  expect(content).toContain(say.reason)
  expect(await foreignWords(page, lang)).toEqual([])
  await seat.shoot(`${width}-${lang}-import-done`)
  const answer = await page.request.get(`/api/customers?q=${encodeURIComponent(`${width}三号`)}`)
  expect(await answer.json()).toMatchObject({ items: [{ ownerName: '沈若溪', region: '湖㳇镇', note: '3' }] })
  expect(seat.troubles).toEqual([])
  await seat.leave()
})
