import { readdirSync, readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import type { Table } from '../exchange.schema.ts'
import { cellText } from '../write/guard.ts'
import { readFile } from './file.ts'

const folder = new URL('../../../../test/data/vcards/', import.meta.url)

async function tableOf(bytes: Uint8Array): Promise<Table> {
  const read = await readFile(bytes, {})
  if (!read.ok) throw new Error(JSON.stringify(read.reasons))
  expect(read.format).toBe('cards')
  return read.table
}
const peopleIn = (table: Table) =>
  table.rows.map(row =>
    Object.fromEntries(table.columns.map(({ index, name }) => [name, cellText(row.cells[index] ?? '')])),
  )
const people = async (bytes: Uint8Array) => peopleIn(await tableOf(bytes))
const fileAt = (name: string) => readFileSync(new URL(name, folder))
const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')

test('every program’s own file gives its people, with a name and what they are reached by', async () => {
  const counts: Record<string, unknown> = {}
  for (const name of readdirSync(folder).filter(one => one.endsWith('.vcf'))) {
    const all = await people(fileAt(name))
    counts[name] = [all.length, all[0]?.Name, all[0]?.Company ?? '', all[0]?.Phone ?? '', all[0]?.Email ?? '']
  }
  expect(counts).toMatchInlineSnapshot(`
    {
      "John_Doe_ANDROID.vcf": [
        6,
        "john.doe@company.com",
        "",
        "",
        "john.doe@company.com",
      ],
      "John_Doe_BLACK_BERRY.vcf": [
        1,
        "John Doe",
        "Acme Solutions",
        "+96123456789",
        "",
      ],
      "John_Doe_EVOLUTION.vcf": [
        1,
        "Mr. John Richter, James Doe Sr.",
        "IBM",
        "905-666-1234",
        "john.doe@ibm.com",
      ],
      "John_Doe_GMAIL.vcf": [
        1,
        "Mr. John Richter, James Doe Sr.",
        "IBM",
        "905-555-1234",
        "john.doe@ibm.com",
      ],
      "John_Doe_IPHONE.vcf": [
        1,
        "Mr. John Richter James Doe Sr.",
        "IBM",
        "905-555-1234",
        "john.doe@ibm.com",
      ],
      "John_Doe_LOTUS_NOTES.vcf": [
        1,
        "Mr. Doe John I Johny",
        "IBM",
        "+1 (212) 204-34456",
        "john.doe@ibm.com",
      ],
      "John_Doe_MAC_ADDRESS_BOOK.vcf": [
        1,
        "Mr. John Richter,James Doe Sr.",
        "IBM",
        "905-555-1234",
        "john.doe@ibm.com",
      ],
      "John_Doe_MS_OUTLOOK.vcf": [
        1,
        "Mr. John Richter James Doe Sr.",
        "IBM",
        "(905) 555-1234",
        "john.doe@ibm.cm",
      ],
      "fullcontact.vcf": [
        1,
        "Prefix FirstName MiddleName LastName Suffix",
        "Organization1",
        "555-555-1113",
        "home@example.com",
      ],
      "gmail-list.vcf": [
        3,
        "Arnold Smith",
        "",
        "",
        "asmithk@gmail.com",
      ],
      "gmail-single.vcf": [
        1,
        "Greg Dartmouth",
        "TheCompany",
        "555 555 1111",
        "gdartmouth@hotmail.com",
      ],
      "gmail-single2.vcf": [
        1,
        "VCard Test",
        "TheCompany",
        "5555551115",
        "email@example.com",
      ],
      "outlook-2003.vcf": [
        1,
        "John Doe III",
        "Company, The",
        "MobilePhone",
        "jdoe@hotmail.com",
      ],
      "outlook-2007.vcf": [
        1,
        "Mr. Michael Angstadt Jr.",
        "TheCompany",
        "(111) 555-4444",
        "mike.angstadt@gmail.com",
      ],
      "rfc2426-example.vcf": [
        2,
        "Frank Dawson",
        "Lotus Development Corporation",
        "+1-919-676-9515",
        "Frank_Dawson@Lotus.com",
      ],
      "rfc6350-example.vcf": [
        1,
        "Simon Perreault",
        "Viagenie",
        "+1-418-262-6501",
        "simon.perreault@viagenie.ca",
      ],
      "thunderbird-MoreFunctionsForAddressBook-extension.vcf": [
        1,
        "John Doe",
        "TheOrganization",
        "555-555-5555",
        "doe.john@hotmail.com",
      ],
    }
  `)
})

test('cards within cards, groups, escapes and several types of a phone come out as one person each', async () => {
  const [ibm] = await people(fileAt('John_Doe_IPHONE.vcf'))
  expect(ibm).toMatchObject({
    Name: 'Mr. John Richter James Doe Sr.',
    Company: 'IBM',
    Department: 'Accounting',
    Title: 'Money Counter',
    Phone: '905-555-1234',
    'Other phones': '905-777-1234; 905-666-1234; 905-111-1234; 905-222-1234',
    Fax: '905-999-1234; 905-888-1234',
    Address: 'Street4, Building 6, Floor 8',
    City: 'New York',
    Website: 'http://www.ibm.com',
  })
  const nested = card('VERSION:2.1', 'FN:Boss', 'AGENT:', 'BEGIN:VCARD', 'FN:Assistant', 'TEL:1', 'END:VCARD', 'TEL:2')
  expect(await people(Buffer.from(nested))).toEqual([{ Name: 'Boss', Phone: '2' }])
})

test('quoted-printable in its own character set, folded within a character, GBK and UTF-16 all say 王磊', async () => {
  const quoted = (text: string, charset: string) =>
    [...iconv.encode(text, charset)].map(byte => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
  const old = card(
    'VERSION:2.1',
    `N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:${quoted('王', 'gbk')};${quoted('磊', 'gbk')}`,
    `ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quoted('上海', 'utf8')}=`,
    quoted('公司', 'utf8'),
    `NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quoted('一', 'utf8')}=0D=0A=`,
    quoted('二', 'utf8'),
  )
  expect(await people(Buffer.from(old))).toEqual([{ Name: '王磊', Company: '上海公司', Note: '一\r\n二' }])
  const bytes = Buffer.from(card('VERSION:3.0', 'FN:王磊', 'TITLE:经理'))
  const at = bytes.indexOf('磊') + 1
  const folded = Buffer.concat([bytes.subarray(0, at), Buffer.from('\r\n '), bytes.subarray(at)])
  expect(await people(folded)).toEqual([{ Name: '王磊', Title: '经理' }])
  const plain = card('VERSION:3.0', 'FN:王磊', 'ORG:深圳市湖某某电子有限公司', 'NOTE:第一行\\n第二行\\, 逗号\\; 分号')
  const told = [{ Name: '王磊', Company: '深圳市湖某某电子有限公司', Note: '第一行\n第二行, 逗号; 分号' }]
  expect(await people(Buffer.from(plain))).toEqual(told)
  expect(await people(Buffer.from(`\ufeff${plain}`))).toEqual(told)
  expect(await people(iconv.encode(plain, 'gb18030'))).toEqual(told)
  expect(await people(iconv.encode(plain, 'utf-16le', { addBOM: true }))).toEqual(told)
})

test('a picture in the card comes with it, whichever way it is written; one elsewhere is not fetched', async () => {
  const dot = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64')
  const table = await tableOf(
    Buffer.from(
      card('VERSION:2.1', 'FN:Old', 'PHOTO;PNG;BASE64:', ` ${dot.slice(0, 6)}`, ` ${dot.slice(6)}`, '') +
        card('VERSION:3.0', 'FN:Three', `PHOTO;ENCODING=b;TYPE=PNG:${dot}`) +
        card('VERSION:4.0', 'FN:Four', `PHOTO:data:image/png;base64,${dot}`) +
        card('VERSION:4.0', 'FN:Away', 'PHOTO;VALUE=uri:http://pictures.example/four.png'),
    ),
  )
  expect(table.rows.map(row => row.files?.map(one => one.base64))).toEqual([[dot], [dot], [dot], undefined])
})

test('a file that is cut off, and a card without a name, are not half a person', async () => {
  const cut = Buffer.from(`${card('VERSION:3.0', 'FN:Whole')}BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Half`)
  expect(await readFile(cut, {})).toMatchObject({
    reasons: [{ key: 'exchange.cardNotClosed', values: { line: 5 } }],
  })
  const all = await tableOf(Buffer.from(card('EMAIL:a@x.example') + card('TEL:=1+1') + card('FN:Three')))
  expect(peopleIn(all).map(one => one.Name)).toEqual(['a@x.example', '', 'Three'])
  expect(all.rows.map(row => row.line)).toEqual([1, 4, 7])
})

test('what is written to hold a reader up is read as fast as anything', async () => {
  const bytes = Buffer.from(
    card(
      `X${';'.repeat(2_000_000)}`,
      `ORG:${'\\'.repeat(1_000_000)}`,
      `N;"${'a'.repeat(1_000_000)}`,
      'FN:Slow',
      'ORG:A\\\\;B\\;C;D',
    ),
  )
  const began = performance.now()
  const [slow] = await people(bytes)
  expect(slow?.Name).toBe('Slow')
  expect(performance.now() - began).toBeLessThan(5000)
  const [parts] = await people(Buffer.from(card('FN:Parts', 'ORG:A\\\\;B\\;C;D')))
  expect([parts?.Company, parts?.Department]).toEqual(['A\\', 'B;C / D'])
})
