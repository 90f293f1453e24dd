// A zip and a workbook written by hand, part by part, so that each can be as odd or as damaged as a test wants it.
import { crc32, deflateRawSync } from 'node:zlib'

type Part = { readonly name: string; readonly content: string | Uint8Array }
type Zipped = Part & { readonly packed: Buffer; readonly crc: number; readonly size: number }
export type ZipOptions = { readonly flags?: number; readonly sayCrc?: number }

export function zipOf(parts: readonly Part[], { flags = 0, sayCrc }: ZipOptions = {}): Buffer {
  const zipped = parts.map((part): Zipped => {
    const bytes = Buffer.from(part.content)
    return { ...part, packed: deflateRawSync(bytes), crc: sayCrc ?? crc32(bytes), size: bytes.length }
  })
  const heads = zipped.map(one => Buffer.concat([header(one, 0x04034b50, flags), Buffer.from(one.name), one.packed]))
  let at = 0
  const index = zipped.map((one, i) => {
    const start = at
    at += heads[i]?.length ?? 0
    const more = Buffer.alloc(14)
    more.writeUInt32LE(start, 10)
    return Buffer.concat([header(one, 0x02014b50, flags), more, Buffer.from(one.name)])
  })
  const directory = Buffer.concat(index)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...heads, directory, end])
}

function header({ name, packed, crc, size }: Zipped, mark: number, flags: number): Buffer {
  const central = mark === 0x02014b50
  const head = Buffer.alloc(central ? 32 : 30)
  let at = head.writeUInt32LE(mark, 0)
  if (central) at = head.writeUInt16LE(20, at)
  at = head.writeUInt16LE(20, at)
  at = head.writeUInt16LE(flags, at)
  at = head.writeUInt16LE(8, at)
  at = head.writeUInt32LE(0, at)
  at = head.writeUInt32LE(crc, at)
  at = head.writeUInt32LE(packed.length, at)
  at = head.writeUInt32LE(size, at)
  at = head.writeUInt16LE(Buffer.byteLength(name), at)
  head.writeUInt16LE(0, at)
  return head
}

type Sheet = { readonly name: string; readonly xml: string; readonly state?: string }
export type BookParts = {
  readonly sheets?: readonly Sheet[]
  readonly shared?: string
  readonly formats?: readonly { readonly id: number; readonly code?: string }[]
  readonly epoch1904?: boolean
  readonly more?: readonly Part[]
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const relations = (rows: readonly string[]) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`
const relation = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`

/** `xml`: the rows of a sheet, or its whole text where it begins with `<?xml`. */
export function bookParts({ sheets = [], shared, formats = [], epoch1904, more = [] }: BookParts): Part[] {
  const codes = formats.flatMap(({ id, code }) => (code ? [`<numFmt numFmtId="${id}" formatCode="${code}"/>`] : []))
  const styles = `<?xml version="1.0"?><styleSheet ${main}><numFmts>${codes.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats
    .map(({ id }) => `<xf numFmtId="${id}"/>`)
    .join('')}</cellXfs></styleSheet>`
  const listed = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"${state ? ` state="${state}"` : ''}/>`,
  )
  return [
    { name: '_rels/.rels', content: relations([relation('r1', 'officeDocument', 'xl/workbook.xml')]) },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook ${main} xmlns:r="${office}"><workbookPr${epoch1904 ? ' date1904="1"' : ''}/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ...sheets.map((_, i) => relation(`s${i}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
        relation('st', 'styles', '/xl/styles.xml'),
        ...(shared === undefined ? [] : [relation('ss', 'sharedStrings', 'sharedStrings.xml')]),
      ]),
    },
    { name: 'xl/styles.xml', content: styles },
    ...(shared === undefined
      ? []
      : [{ name: 'xl/sharedStrings.xml', content: `<?xml version="1.0"?><sst ${main}>${shared}</sst>` }]),
    ...sheets.map(({ xml }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: xml.startsWith('<?xml')
        ? xml
        : `<?xml version="1.0"?><worksheet ${main}><sheetData>${xml}</sheetData></worksheet>`,
    })),
    ...more,
  ]
}

export const bookOf = (parts: BookParts): Buffer => zipOf(bookParts(parts))

/** Rows of texts and numbers, cell after cell. */
export const rowsOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows
    .map(
      cells =>
        `<row>${cells.map(cell => (typeof cell === 'number' ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${cell}</t></is></c>`)).join('')}</row>`,
    )
    .join('')
