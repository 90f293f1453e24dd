// A document of words on paper.
import type { Content, ContentText } from 'pdfmake/interfaces.js'
import { linesTable, right, type Stamp, stamped, wrapped } from './paperSheet.ts'
import type { Paper } from './pdf.ts'
import type { Piece, Prose, ProseTable, Run } from './prose.ts'

/** `stamp`: an address that holds the picture; it is put over the first of those who sign. */
export function prosePaper({ title, number, sender, footer, pieces, mark }: Prose, stamp?: Stamp): Paper {
  return {
    info: { title: `${title} ${number}`, author: sender },
    pageMargins: [56, 56, 56, 52],
    footer: `${sender} · ${number} · ${footer}`,
    running: [`${title} ${number}`, sender],
    defaultStyle: { fontSize: 10.5, lineHeight: 1.35 },
    ...(mark && { watermark: { text: mark, opacity: 0.05, bold: true, fontSize: mark.length > 5 ? 70 : 110 } }),
    ...(stamp && { images: { stamp } }),
    content: pieces.map(piece => drawn(piece, stamp !== undefined)),
  }
}

const written = (runs: readonly Run[]): ContentText[] =>
  runs.map(({ text, blank }) => ({ ...wrapped(text), ...(blank !== undefined && { background: '#fff3c4' }) }))

function drawn(piece: Piece, isStamped: boolean): Content {
  if (piece.kind === 'table') return tableOf(piece.table)
  if (piece.kind === 'sides')
    return {
      unbreakable: true,
      margin: [0, 24, 0, 0],
      columnGap: 24,
      columns: piece.sides.map((side, i) => ({
        stack: [...written(side), ...(isStamped && i === 0 ? [stamped] : [])],
      })),
    }
  const { kind, mark, runs } = piece
  const text = [...(mark ? [{ text: `${mark} ` }] : []), ...written(runs)]
  if (kind === 'title') return { text, fontSize: 18, bold: true, alignment: 'center', margin: [0, 0, 0, 12] }
  if (kind === 'heading') return { text, bold: true, fontSize: 11.5, margin: [0, 10, 0, 4], headlineLevel: 1 }
  return { text, margin: [0, 0, 0, 4] }
}

function tableOf({ head, rows, foot }: ProseTable): Content {
  const columns = head.map(({ text, isNumber = false, isWide }) => ({
    head: text,
    width: isWide ? ('*' as const) : ('fit' as const),
    isNumber,
  }))
  const cells = rows.map(row => row.map((text, i) => (head[i]?.isNumber ? right(text) : wrapped(text))))
  const end: Content = { stack: foot.map(text => ({ text })), alignment: 'right', margin: [0, 6, 0, 0] }
  return {
    margin: [0, 4, 0, 10],
    fontSize: 9,
    stack: [linesTable({ columns, rows: cells, ...(foot.length > 0 && { end }) })],
  }
}
