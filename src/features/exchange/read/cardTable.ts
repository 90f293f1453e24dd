// Cards as a table of people: one row a card, one column for each thing that some card tells. What has no place of
// its own (a second phone, a fax) has a column too, so that nothing is lost unseen.
import type { RowFile, TableRow } from '../exchange.schema.ts'
import type { Encoding } from '../import.schema.ts'
import { guard } from '../write/guard.ts'
import { type Card, type Property, readCards } from './cards.ts'
import type { ReadFile } from './file.ts'
import { tableFrom } from './table.ts'

export function readCardTable(bytes: Uint8Array, wish?: Encoding): ReadFile {
  const read = readCards(bytes, wish)
  if (!read.ok) return read
  const people = read.cards.map(card => ({ line: card.line, told: toldBy(card), files: picturesOf(card) }))
  const names = columns.filter(name => name === 'Name' || people.some(one => one.told[name] !== ''))
  const rows = people.map(({ line, told, files }): TableRow => {
    return { line, cells: names.map(name => guard(told[name])), ...(files.length > 0 && { files }) }
  })
  const made = tableFrom([{ line: 1, cells: names }, ...rows], { at: 0, blank: 0 })
  if (!made.ok) return made
  return { ok: true, table: made.table, format: 'cards', encoding: read.encoding, sheets: [], sheet: null }
}

const columns = [
  'Name',
  'Company',
  'Department',
  'Title',
  'Phone',
  'Other phones',
  'Fax',
  'Email',
  'Other e-mails',
  'Website',
  'Address',
  'City',
  'Province',
  'Postal code',
  'Country',
  'Birthday',
  'Note',
  'Categories',
  'Nickname',
] as const
type Told = Record<(typeof columns)[number], string>

function toldBy({ properties }: Card): Told {
  const all = (name: string) => preferredFirst(properties.filter(one => one.name === name && !one.isBinary))
  const texts = (name: string) =>
    all(name)
      .map(one => plain(one.value))
      .filter(Boolean)
  const [phone = '', ...phones] = phonesOf(all('TEL').filter(one => !isFax(one)))
  const [email = '', ...emails] = [
    ...new Set(all('EMAIL').map(one => plain(one.value).replace(/^mailto:/i, ''))),
  ].filter(Boolean)
  const [company = '', ...departments] = partsOf(all('ORG')[0]?.value ?? '')
  const [box = '', more = '', street = '', city = '', province = '', postalCode = '', country = ''] = partsOf(
    addressOf(all('ADR')),
  )
  const [nickname = ''] = texts('NICKNAME')
  return {
    Name: nameOf(all('FN'), all('N')) || nickname || company || email,
    Company: company,
    Department: departments.filter(Boolean).join(' / '),
    Title: texts('TITLE')[0] ?? texts('ROLE')[0] ?? '',
    Phone: phone,
    'Other phones': phones.join('; '),
    Fax: phonesOf(all('TEL').filter(isFax)).join('; '),
    Email: email,
    'Other e-mails': emails.join('; '),
    Website: texts('URL')[0] ?? '',
    Address: [street, more, box]
      .filter(Boolean)
      .join(', ')
      .replace(/\s*\n\s*/g, ', '),
    City: city,
    Province: province,
    'Postal code': postalCode,
    Country: country,
    Birthday: birthday(texts('BDAY')[0] ?? ''),
    Note: texts('NOTE').join('\n'),
    Categories: texts('CATEGORIES').join(', '),
    Nickname: nickname,
  }
}

const preferredFirst = (found: readonly Property[]): Property[] =>
  found.toSorted((a, b) => Number(b.preferred) - Number(a.preferred))

const isFax = ({ types }: Property): boolean => types.includes('fax')

/** The one that is always at hand first. */
function phonesOf(found: readonly Property[]): string[] {
  const rank = ({ types }: Property) => (types.includes('cell') ? 0 : types.includes('work') ? 1 : 2)
  const sorted = found.toSorted((a, b) => rank(a) - rank(b))
  return [...new Set(sorted.map(one => plain(one.value).replace(/^tel:/i, '').replace(/;ext=/i, ' ext. ')))].filter(
    Boolean,
  )
}

/** A company's people are reached where they work. */
const addressOf = (found: readonly Property[]): string =>
  (found.find(one => one.types.includes('work')) ?? found[0])?.value ?? ''

function nameOf([full]: readonly Property[], [parts]: readonly Property[]): string {
  const whole = plain(full?.value ?? '').replace(/\s+/g, ' ')
  if (whole !== '') return whole
  const [family = '', given = '', middle = ''] = partsOf(parts?.value ?? '')
  // 王 磊 is 王磊
  const isHan = /^\p{Script=Han}+$/u.test(family + given)
  return isHan ? `${family}${given}` : [given, middle, family].filter(Boolean).join(' ')
}

/** `--0203` has no year: kept as it is written, a date it is not. */
const birthday = (text: string): string => /^(\d{4}-?\d\d-?\d\d)/.exec(text)?.[1] ?? text

/** The parts of a structured value, without escapes. */
function partsOf(value: string): string[] {
  const parts = ['']
  const last = () => parts.length - 1
  for (let at = 0; at < value.length; at++) {
    const sign = value.charAt(at)
    if (sign === ';') parts.push('')
    // what is escaped is no end of a part
    else if (sign === '\\') parts[last()] += sign + value.charAt(++at)
    else parts[last()] += sign
  }
  return parts.map(plain)
}

const plain = (value: string): string =>
  value.replace(/\\([\\,;:nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign)).trim()

const mostPictures = 3

/** Only what lies in the card itself: nothing is fetched. */
function picturesOf({ properties }: Card): RowFile[] {
  return properties
    .filter(one => one.isBinary && (one.name === 'PHOTO' || one.name === 'LOGO') && one.value !== '')
    .slice(0, mostPictures)
    .map(({ name, value }, i) => ({
      name: `${name.toLowerCase()}${i === 0 ? '' : ` ${i + 1}`}${endingOf(value)}`,
      base64: value,
    }))
}

const endings = { '/9j/': '.jpg', iVBORw: '.png', R0lGOD: '.gif' } as const
const endingOf = (base64: string): string =>
  Object.entries(endings).find(([start]) => base64.startsWith(start))?.[1] ?? ''
