// The pieces that papers are made of: letterhead, table of lines, totals, signatures. What a paper says stays with its feature.
import type { Column, Content, ContentText, TableCell } from 'pdfmake/interfaces.js'
import type { Paper } from './pdf.ts'
import { sheetText } from './sheet.text.ts'
import { type Lang, render } from './text.ts'

/** Who writes, and in which language. */
export type Letterhead = {
  readonly sender: string
  readonly lang: Lang
  /** `data:image/…`: PNG or JPEG. */
  readonly logo?: string | undefined
}

/** Beside the logo: what is drawn over the signature, as such an address. */
export type Stamp = string | undefined

type Sheet = {
  readonly letterhead: Letterhead
  /** Delivery note, quotation. */
  readonly name: string
  readonly number: string
  /** Beside the number on the first page. */
  readonly numberSaid?: string
  /** To whom: on every page but the first, where the head says more. */
  readonly to: string
  /** Across the page, faintly. */
  readonly mark?: string | undefined
  readonly isCentred?: boolean
  readonly stamp?: Stamp
}

const accent = '#6d1f4b'
const soft = '#666666'

/** Every page but the first begins with what a loose sheet needs to find its way back. */
export function sheetOf(sheet: Sheet, content: readonly Content[]): Paper {
  const { letterhead, name, number, to, mark, stamp } = sheet
  const { sender, lang, logo } = letterhead
  return {
    info: { title: `${name} ${number}`, author: sender },
    pageMargins: [40, 52, 40, 48],
    footer: `${sender} · ${number} · ${render(sheetText['sheet.page'], lang, { page: '{page}', pages: '{pages}' })}`,
    running: [`${sender} · ${name} ${number}`, to],
    ...((logo || stamp) && { images: { ...(logo && { logo }), ...(stamp && { stamp }) } }),
    ...(mark && { watermark: { text: mark, opacity: 0.05, bold: true, fontSize: mark.length > 5 ? 70 : 110 } }),
    content: [...headOf(sheet), ...content],
  }
}

function headOf({ letterhead: { sender, logo }, name, number, numberSaid = number, isCentred }: Sheet): Content[] {
  const company: ContentText = { text: sender, fontSize: 14, bold: true, color: accent }
  const title: ContentText = { text: name, fontSize: 20, bold: true }
  return [
    logo ? beside(company) : company,
    isCentred
      ? { ...title, alignment: 'center', margin: [0, 8, 0, 8] }
      : {
          margin: [0, 8, 0, 8],
          columns: [title, { text: numberSaid, width: 'auto', alignment: 'right', margin: [0, 9, 0, 0] }],
        },
  ]
}

function beside(company: ContentText): Content {
  const picture: Column = { width: 'auto', stack: [{ image: 'logo', fit: [150, 36] }] }
  return { columns: [picture, { ...company, margin: [0, 9, 0, 0] }], columnGap: 12 }
}

/** `fit`: as wide as its longest text, which is never broken. */
export type PaperColumn = { readonly head: string; readonly width: number | '*' | 'fit'; readonly isNumber?: boolean }
type Lines = {
  readonly columns: readonly PaperColumn[]
  readonly rows: readonly (readonly TableCell[])[]
  /** Stays with the last line, so that no page begins with a total of nothing. */
  readonly end?: Content
}

/** The head is there again on every page; no line is torn in two. */
export function linesTable({ columns, rows, end }: Lines): Content {
  const head = columns.map(
    ({ head: text, isNumber }): TableCell => ({ text, bold: true, alignment: isNumber ? 'right' : 'left' }),
  )
  const widths = columns.map(({ head: title, width }, i) =>
    width === 'fit' ? widthOf([title, ...rows.map(row => textIn(row[i]))]) : width,
  )
  const last = rows.at(-1)
  const whole = end !== undefined && last ? [...rows.slice(0, -1), together(widths, last, end)] : rows
  return {
    layout: 'lines',
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths,
      body: [head, ...whole.map(row => [...row])],
    },
  }
}

const textIn = (cell: TableCell | undefined): string =>
  typeof cell === 'string' ? cell : typeof Object(cell).text === 'string' ? Object(cell).text : ''

/** In points at the size of a line: a digit takes 5, a capital or % more, a Chinese sign 9. */
const widthOf = (texts: readonly string[]): number => Math.ceil(Math.max(...texts.map(textWidth))) + 1
const textWidth = (text: string): number =>
  [...text].reduce((all, sign) => all + (sign > '\u2e80' ? 9.3 : /[A-Zmw%@]/.test(sign) ? 8.3 : 5.2), 0)

function together(widths: (number | '*')[], last: readonly TableCell[], end: Content): TableCell[] {
  const line: Content = { layout: 'lastLine', table: { widths, body: [[...last]] } }
  return [{ colSpan: widths.length, stack: [line, end] }, ...widths.slice(1).map(() => ({}))]
}

export const right = (text: string, bold = false): TableCell => ({ text, alignment: 'right', bold, noWrap: true })

/** What is long and has no gap is broken anywhere; it would run over its neighbour. */
export const wrapped = (text: string, most = 32): ContentText =>
  new RegExp(`[!-~]{${most},}`).test(text) ? { text, wordBreak: 'break-all' } : { text }

export const code = (text: string | null): Content => wrapped(text ?? '', 14)

/** The name, and small below it what tells it from others. */
export function named(name: string, ...small: readonly (string | null | undefined)[]): TableCell {
  const said = small.filter(Boolean).join(' · ')
  return { stack: [wrapped(name), ...(said ? [{ ...wrapped(said), fontSize: 7.5, color: soft }] : [])] }
}

type Sum = readonly [label: string, value: string]
type Totals = {
  readonly rows: readonly Sum[]
  readonly total: Sum
  /** 大写, and how tax is meant. */
  readonly words?: Sum | undefined
  readonly small?: string | undefined
}

export function totals({ rows, total, words, small }: Totals): Content {
  const [label, value] = total
  return {
    margin: [0, 8, 0, 0],
    alignment: 'right',
    stack: [
      ...rows.map(([name, amount]) => `${name}  ${amount}`),
      { text: `${label}  ${value}`, bold: true, fontSize: 13, margin: [0, 4, 0, 2] },
      ...(words ? [`${words[0]}  ${words[1]}`] : []),
      ...(small ? [{ text: small, color: soft }] : []),
    ],
  }
}

/** A heading and what it is of: never a heading at the foot of a page. */
export const section = (title: string, content: Content): Content => ({
  unbreakable: true,
  margin: [0, 12, 0, 0],
  stack: [{ text: title, bold: true, fontSize: 11, margin: [0, 0, 0, 4] }, content],
})

export const remark = (text: string): Content => ({ ...wrapped(text), color: soft, margin: [0, 6, 0, 0] })

/** Kept together: a name without its line is of no use. */
/** 42 mm, as stamps of companies are; out of the flow, so that it covers what it is put over. */
export const stamped: Content = { image: 'stamp', fit: [119, 119], relativePosition: { x: 4, y: -86 } }

/** `isStamped`: over the first. */
export function signatures(names: readonly string[], isStamped = false): Content {
  return {
    unbreakable: true,
    margin: [0, isStamped ? 88 : 36, 0, 0],
    columnGap: 18,
    columns: names.map(
      (text, i): Content => ({
        stack: [
          { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 110, y2: 0, lineWidth: 0.7 }] },
          { text, fontSize: 8, margin: [0, 4, 0, 0] },
          ...(isStamped && i === 0 ? [stamped] : []),
        ],
      }),
    ),
  }
}

type Fact = readonly [label: string, value: string | null | undefined | false]

/** Two sides below the title; what is not known is not mentioned. */
export function facts(left: readonly Fact[], side: readonly Fact[]): Content {
  const said = (some: readonly Fact[]): Content[] =>
    some.flatMap(([label, value]) => (value ? [wrapped(label ? `${label}: ${value}` : value)] : []))
  return {
    columnGap: 16,
    margin: [0, 0, 0, 10],
    columns: [
      { width: '*', stack: said(left) },
      { width: 200, alignment: 'right', stack: said(side) },
    ],
  }
}
