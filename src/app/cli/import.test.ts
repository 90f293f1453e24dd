import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { bookOf, rowsOf } from '#test/zips.ts'

let t: TestApp
let folder: string
beforeAll(async () => {
  t = await testApp()
  folder = mkdtempSync(join(tmpdir(), 'baton-import-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await t?.close()
})

const entry = fileURLToPath(new URL('./import.ts', import.meta.url))
const environment = (lang: string) => ({
  ...process.env,
  LANG: lang,
  LC_ALL: '',
  DATA_DIR: folder,
  // npm runs commands in the project: a path is meant from where the person stands
  INIT_CWD: folder,
  DATABASE_URL: t.database.appUrl,
  DATABASE_ADMIN_URL: t.database.adminUrl,
  DATABASE_OPS_URL: t.database.opsUrl,
})

type Ended = { readonly stdout: string; readonly stderr: string; readonly code: number }

async function run(args: readonly string[], lang = 'en_US.UTF-8'): Promise<Ended> {
  try {
    const done = await promisify(execFile)(process.execPath, [entry, ...args], {
      env: environment(lang),
      timeout: 60_000,
    })
    return { ...done, code: 0 }
  } catch (error) {
    return error as Ended // what execFile rejects with
  }
}

const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return name
}
const customers = async (q: string) =>
  (await t.as('olivia').get(`/customers?q=${q}`)).body.items as Record<string, unknown>[] // every list has them

test('a file that fits is checked, run and counted, and ends with 0', async () => {
  const { stdout, stderr, code } = await run([
    'customer',
    put('fit.csv', 'name,region\nTerminal One,Ulm\nTerminal Two,\n'),
  ])
  expect({ stdout, stderr, code }).toEqual({
    stdout: 'Rows: 2 read, 2 fit, 0 refused.\nRows: 2 in, 0 refused.\n',
    stderr: '',
    code: 0,
  })
  expect(await customers('Terminal')).toHaveLength(2)
  expect(existsSync(join(folder, 'fit.errors.csv'))).toBe(false)
}, 60_000)

test('refused rows end with 2 and stand in a file of their own, in the language of the terminal; mended, they go in', async () => {
  const bytes = iconv.encode('客户名称,电话\n甲方公司,010-1234\n,138\n乙方公司,1.2E+10\n', 'gb18030')
  const { stdout, code } = await run(['customer', put('部分.csv', bytes), '--as', 'Max@acme.example'], 'zh_CN.UTF-8')
  expect(stdout).toContain('读取 3 行，1 行可导入，2 行不可导入。')
  expect(stdout).toContain('1 × 电话: “1.2E+10”是电子表格显示长数字的方式')
  expect(stdout).toContain('已导入 1 行，2 行未导入。')
  expect(code).toBe(2)
  expect(await customers('甲方')).toMatchObject([{ ownerName: 'Max' }])
  const errors = readFileSync(join(folder, '部分.errors.csv'), 'utf8')
  expect(errors.split('\r\n')[2]).toBe(
    '乙方公司,1.2E+10,4,电话：“1.2E+10”是电子表格显示长数字的方式，原有数字已丢失。请将该列设为文本格式后重新保存。',
  )
  put('again.csv', errors.replace('1.2E+10', '13812345678').replace(/^,138.*\r\n/m, ''))
  expect(await run(['customer', 'again.csv', '--dry'])).toMatchObject({
    code: 0,
    stdout: 'Rows: 1 read, 1 fit, 0 refused.\n',
  })
  expect(await customers('乙方')).toEqual([])
}, 90_000)

test('a kind is understood as people say it, and a workbook by the sheet that is named', async () => {
  const book = bookOf({
    sheets: [
      { name: 'Notes', xml: rowsOf([['name'], ['Not this one']]) },
      { name: '线索', xml: rowsOf([['姓名'], ['Lead by the plural']]) },
    ],
  })
  const done = await run(['leads', put('two.xlsx', book), '--sheet', '线索'])
  expect(done).toMatchObject({ code: 0, stdout: 'Rows: 1 read, 1 fit, 0 refused.\nRows: 1 in, 0 refused.\n' })
  expect((await t.as('olivia').get('/leads?q=plural')).body.items).toMatchObject([{ name: 'Lead by the plural' }])
  expect(await run(['线索', 'two.xlsx', '--sheet', 'Nope'])).toMatchObject({
    code: 1,
    stderr: 'The workbook has no sheet “Nope” that can be read.\n',
  })
}, 60_000)

test('columns, values and day order can be said, and the refused rows sent elsewhere', async () => {
  await t.as('olivia').post('/customers', { name: 'Bought here' })
  const file = put(
    'deals.tsv',
    'what\twho\twhere\twhen\nPump\tBought here\tEngaging\t03/04/2027\nFan\tNobody\tEngaging\t05/06/2027\n',
  )
  const how = [
    '--map',
    'what=name',
    '--map',
    'who=customerId',
    '--map',
    'where=stageId',
    '--map',
    'when=expectedClose',
    '--value',
    'stageId:Engaging=Needs',
  ]
  const asked = await run(['deal', file, ...how, '--dry', '--errors', 'asked.csv'])
  expect(asked.stdout).toContain('2 × when: “03/04/2027” can be read in two ways.')
  const done = await run(['deal', file, ...how, '--dates', 'expectedClose=dmy', '--errors', 'other.csv'])
  expect([done.code, done.stdout]).toMatchObject([
    2,
    expect.stringContaining('1 × who: Nothing known is called “Nobody”. (3)'),
  ])
  expect(readFileSync(join(folder, 'other.csv'), 'utf8')).toContain('Fan')
  const deals = (await t.as('olivia').get('/deals?q=Pump')).body.items
  expect(deals).toMatchObject([{ name: 'Pump', stageName: 'Needs', expectedClose: '2027-04-03' }])
}, 90_000)

test('what cannot be done is one line and ends with 1', async () => {
  const line = async (...args: string[]) => {
    const { code, stderr, stdout } = await run(args)
    return [code, stdout, stderr.trimEnd().split('\n').length, stderr]
  }
  expect(await line()).toEqual([1, '', 1, expect.stringContaining('npm run import -- <')])
  expect(await line('customer', 'x.csv', '--colour')).toEqual([
    1,
    '',
    1,
    expect.stringContaining('npm run import -- <'),
  ])
  expect(await line('customer', 'nothing.csv')).toEqual([1, '', 1, `${join(folder, 'nothing.csv')} cannot be read.\n`])
  expect(await line('order', put('o.csv', 'name\nx\n'))).toEqual([1, '', 1, expect.stringContaining('does not exist')])
  expect(await line('customer', put('zip.csv', 'PK\u0003\u0004'))).toEqual([
    1,
    '',
    1,
    expect.stringContaining('workbook is damaged'),
  ])
  expect(await line('customer', put('n.csv', 'name\nx\n'), '--as', 'nobody@acme.example')).toEqual([
    1,
    '',
    1,
    'No active person has the e-mail address nobody@acme.example.\n',
  ])
  expect(await line('lead', put('l.csv', 'name\nx\n'), '--as', 'fay@acme.example')).toEqual([
    1,
    '',
    1,
    'Your role does not allow this (lead.create).\n',
  ])
  expect(await line('customer', put('e.csv', 'name\nx\n'), '--encoding', 'klingon')).toEqual([
    1,
    '',
    1,
    expect.stringContaining('npm run import -- <'),
  ])
}, 90_000)

test('interrupted, it says how to go on, and goes on from there', async () => {
  const names = Array.from({ length: 1200 }, (_, n) => `Long ${n}`)
  const child = spawn(process.execPath, [entry, 'customer', put('long.csv', ['name', ...names].join('\n'))], {
    env: environment('en_US.UTF-8'),
  })
  let said = ''
  let told = false
  child.stdout.on('data', (part: Buffer) => {
    said += part
    // the check is over: the run has begun
    if (!told && said.includes('fit,')) setTimeout(() => child.kill('SIGINT'), 300)
    told = said.includes('fit,')
  })
  const code = await new Promise<number | null>(resolve => child.once('exit', resolve))
  const id = /--continue ([0-9a-f-]{36})/.exec(said)?.[1] ?? ''
  expect([code, id.length], said).toEqual([1, 36])
  const { body } = await t.as('olivia').get(`/imports/${id}`)
  expect(body).toMatchObject({ state: 'failed', problem: { key: 'exchange.serverStopped' } })
  expect(Number(body.rowsOk)).toBeLessThan(1200)
  const done = await run(['--continue', id])
  expect([done.code, done.stdout]).toEqual([0, 'Rows: 1200 in, 0 refused.\n'])
  const { body: all } = await t
    .as('olivia')
    .get(
      `/customers/summary?filter=${encodeURIComponent(JSON.stringify({ field: 'name', op: 'startsWith', value: 'Long ' }))}`,
    )
  expect(all.count).toBe(1200)
}, 120_000)
