import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import type { Encoding } from '../import.schema.ts'
import { decode } from './decode.ts'

const file = (path: string) => readFileSync(new URL(`../../../../test/data/${path}`, import.meta.url))
const encoded = (text: string, encoding: string) => iconv.encode(text, encoding)
const found = (bytes: Uint8Array, wish?: Encoding) => {
  const result = decode(bytes, wish)
  return result.ok ? [result.encoding, result.text] : result.reasons.map(reason => reason.key)
}
const chinese =
  '客户名称,手机,备注\r\n上海测试贸易有限公司,13812345678,朱镕喆堃\r\n北京华丰机械厂,010-12345678,一般\r\n'
const western = 'company_name,city\nFrançois Köhler,München\nJosé Peña,São Paulo\nÉlodie Brûlé,Liège\n'
const rare = '湖㳇镇,流波䃥镇,麦㙦镇,㮾梨街道,塘㙍镇,䢺江镇,桴㯊镇,㵲水街道'

test('C087 François is François in UTF-8, with and without a mark, and in windows-1252', () => {
  const text = 'name\nFrançois\n'
  expect(found(encoded(text, 'utf-8'))).toEqual(['utf-8', text])
  expect(found(iconv.encode(text, 'utf-8', { addBOM: true }))).toEqual(['utf-8', text])
  expect(found(encoded(text, 'win1252'))).toEqual(['windows-1252', text])
})

test.each([
  ['Chinese in GBK', chinese, 'gbk', 'gb18030'],
  ['Chinese in GB18030', chinese, 'gb18030', 'gb18030'],
  ['one rare name among ASCII in GBK', 'name,phone\n朱镕,1\n', 'gbk', 'gb18030'],
  ['Chinese in UTF-8', chinese, 'utf-8', 'utf-8'],
  ['联通, which some take for UTF-8', '联通', 'gbk', 'gb18030'],
  ['Western accents', western, 'win1252', 'windows-1252'],
  ['curly quotes and the euro sign', 'note,price\n“fine” – it’s,€5\n', 'win1252', 'windows-1252'],
  ['Chinese in UTF-16 LE', chinese, 'utf-16le', 'utf-16le'],
  ['Chinese in UTF-16 BE', chinese, 'utf-16be', 'utf-16be'],
  ['ASCII in UTF-16 BE', 'a,b\n1,2\n', 'utf-16be', 'utf-16be'],
])('%s is recognised without a mark', (_name, text, encoding, expected) => {
  expect(found(encoded(text, encoding))).toEqual([expected, text])
})

test.each(['utf-16le', 'utf-16be', 'gb18030', 'utf-8'])('a mark decides: %s', encoding => {
  expect(found(encoded(`\ufeff${chinese}`, encoding))).toEqual([encoding, chinese])
})

test('the eight street names that only GB18030 can write come back whole', () => {
  const streets = file('cn-admin-divisions/streets.csv').toString('utf8')
  for (const name of rare.split(',')) expect(streets).toContain(name)
  expect(found(encoded(streets, 'gb18030'))).toEqual(['gb18030', streets])
  expect(found(encoded(rare, 'gb18030'))).toEqual(['gb18030', rare])
})

test.each(['northwind-csv/customers.csv', 'chinook/Customer.csv'])(
  '%s is the same in UTF-8 and, where it fits, in windows-1252',
  path => {
    const text = file(path).toString('utf8')
    expect(found(file(path))).toEqual(['utf-8', text])
    const bytes = encoded(text, 'win1252')
    expect(found(bytes)).toEqual(['windows-1252', iconv.decode(bytes, 'win1252')])
  },
)

test('any Chinese line of some length survives GB18030', () => {
  const streets = file('cn-admin-divisions/streets.csv')
    .toString('utf8')
    .replace(/[^\u3400-\u9fff]/g, '')
  const common = `${streets}公司客户名称有限责任机械制造电子贸易上海北京广州深圳`
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...common), { minLength: 8, maxLength: 200 }), letters => {
      const text = `名称,电话\n${letters.join('')},1\n`
      expect(found(encoded(text, 'gb18030'))).toEqual(['gb18030', text])
    }),
    { numRuns: 300 },
  )
})

test('what is no text is refused by its kind', () => {
  expect(found(new Uint8Array())).toEqual(['exchange.fileEmpty'])
  expect(found(encoded('%PDF-1.7', 'utf-8'))).toEqual(['exchange.fileBinary'])
  expect(found(Uint8Array.from({ length: 999 }, (_, i) => (i * 7919) % 256))).toEqual(['exchange.fileBinary'])
  expect(found(Uint8Array.from({ length: 64 }, () => 0))).toEqual(['exchange.fileBinary'])
  expect(found(new Uint8Array(50 * 1024 * 1024 + 1).fill(65))).toEqual(['exchange.fileTooBig'])
})

test('a damaged file is refused with the line, not read as another encoding', () => {
  const cut = (encoding: string) => encoded(chinese.repeat(9), encoding).subarray(0, -4)
  const reasons = (bytes: Uint8Array) => {
    const result = decode(bytes)
    return result.ok ? result.encoding : result.reasons
  }
  expect(reasons(cut('utf-8'))).toEqual([{ key: 'exchange.textDamaged', values: { encoding: 'utf-8', line: 27 } }])
  const broken = Buffer.from(encoded(chinese, 'gbk'))
  broken[broken.indexOf(10) + 2] = 0xff
  expect(reasons(broken)).toEqual([{ key: 'exchange.textDamaged', values: { encoding: 'gb18030', line: 2 } }])
})

test('the user may name the encoding', () => {
  expect(found(encoded('客戶名稱\n臺灣測試\n', 'big5'), 'big5')).toEqual(['big5', '客戶名稱\n臺灣測試\n'])
})
