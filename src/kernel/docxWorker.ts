// Runs in its own thread, as the papers do.
import { parentPort } from 'node:worker_threads'
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Piece, Prose, ProseTable, Run } from './prose.ts'
import type { Answered, Asked } from './workerThread.ts'

const font = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: 'SimSun' }
// what the format cannot hold
const unfit = /(?![\n\t])\p{Cc}|[\ufffe\uffff]/gu
const clean = (text: string): string => text.replace(unfit, '').toWellFormed()

/** A line break is an element of its own. */
const written = (runs: readonly Run[], bold = false): TextRun[] =>
  runs.flatMap(({ text, blank }) =>
    clean(text)
      .split('\n')
      .map(
        (line, i) =>
          new TextRun({
            text: line,
            bold,
            ...(i > 0 && { break: 1 }),
            ...(blank !== undefined && { shading: { fill: 'FFF3C4' } }),
          }),
      ),
  )

function drawn(piece: Piece): (Paragraph | Table)[] {
  if (piece.kind === 'table') return tableOf(piece.table)
  if (piece.kind === 'sides') return [new Paragraph({}), sidesOf(piece.sides)]
  const { kind, mark, runs } = piece
  const bold = kind === 'title' || kind === 'heading'
  const children = [...(mark ? [new TextRun({ text: `${mark} `, bold })] : []), ...written(runs, bold)]
  if (kind === 'title')
    return [
      new Paragraph({
        children,
        heading: HeadingLevel.TITLE,
        alignment: AlignmentType.CENTER,
        spacing: { after: 240 },
      }),
    ]
  if (kind === 'heading')
    return [new Paragraph({ children, heading: HeadingLevel.HEADING_1, spacing: { before: 200, after: 80 } })]
  return [new Paragraph({ children, spacing: { after: 80, line: 340 } })]
}

const full = { size: 100, type: WidthType.PERCENTAGE } as const
const cell = (text: string, isNumber: boolean, bold = false): TableCell =>
  new TableCell({
    margins: { left: 80, right: 80 },
    children: [
      new Paragraph({
        alignment: isNumber ? AlignmentType.RIGHT : AlignmentType.LEFT,
        children: [new TextRun({ text: clean(text), bold, size: 18 })],
      }),
    ],
  })

function tableOf({ head, rows, foot }: ProseTable): (Paragraph | Table)[] {
  const numbers = head.map(one => one.isNumber ?? false)
  const body = rows.map(
    row => new TableRow({ children: row.map((text, i) => cell(text, numbers[i] ?? false)), cantSplit: true }),
  )
  const top = new TableRow({
    tableHeader: true,
    children: head.map(({ text }, i) => cell(text, numbers[i] ?? false, true)),
  })
  return [
    new Table({ width: full, rows: [top, ...body] }),
    ...foot.map(
      text =>
        new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun({ text: clean(text), size: 18 })] }),
    ),
    new Paragraph({}),
  ]
}

const none = { style: BorderStyle.NONE, size: 0 }
const bare = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }

function sidesOf(sides: readonly (readonly Run[])[]): Table {
  const width = { size: Math.floor(100 / Math.max(sides.length, 1)), type: WidthType.PERCENTAGE }
  const children = sides.map(
    side =>
      new TableCell({ width, borders: bare, children: side.map(run => new Paragraph({ children: written([run]) })) }),
  )
  return new Table({ width: full, borders: bare, rows: [new TableRow({ cantSplit: true, children })] })
}

function documentOf({ title, number, sender, footer, pieces }: Prose): Document {
  const [before = '', between = '', after = ''] = footer.split(/\{page\}|\{pages\}/)
  const page = [`${clean(sender)} · ${number} · ${before}`, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after]
  return new Document({
    title: clean(`${title} ${number}`),
    creator: clean(sender),
    styles: { default: { document: { run: { font, size: 21 } } } },
    sections: [
      {
        children: pieces.flatMap(drawn),
        footers: {
          default: new Footer({
            children: [
              new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: page, size: 16 })] }),
            ],
          }),
        },
      },
    ],
  })
}

const port = parentPort
port?.on('message', async ({ id, ask }: Asked<Prose>) => {
  try {
    const answer = new Uint8Array(await Packer.toBuffer(documentOf(ask)))
    port.postMessage({ id, ok: true, answer } satisfies Answered<Uint8Array>)
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    port.postMessage({ id, ok: false, error: why } satisfies Answered<Uint8Array>)
  }
})
