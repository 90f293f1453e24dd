import type { Lang } from '#kernel/text.ts'
import type { Written } from '../template.schema.ts'

type Piece = Written['pieces'][number]
type Runs = Extract<Piece, { mark: string }>['runs']

const Words = ({ runs }: { readonly runs: Runs }) =>
  runs.map((run, i) =>
    run.blank === undefined ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of a paragraph have no other name
      <span key={i}>{run.text}</span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <mark key={i}>{run.blank}</mark>
    ),
  )

/** The document as it is read on a page, in its own language. */
export function ProseView({ pieces, lang }: { readonly pieces: readonly Piece[]; readonly lang: Lang }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
    <div className="contractprose" lang={lang} tabIndex={0}>
      {pieces.map((piece, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the document is drawn anew as a whole
        <Drawn key={i} piece={piece} />
      ))}
    </div>
  )
}

function Drawn({ piece }: { readonly piece: Piece }) {
  if (piece.kind === 'table') return <TableOf table={piece.table} />
  if (piece.kind === 'sides')
    return (
      <div className="contractsides">
        {piece.sides.map(side => (
          <div key={side[0]?.text}>
            {side.map(run => (
              <p key={run.text}>{run.text}</p>
            ))}
          </div>
        ))}
      </div>
    )
  const { kind, mark, runs } = piece
  if (kind === 'heading')
    return (
      <h3>
        {mark} <Words runs={runs} />
      </h3>
    )
  return (
    <p className={kind === 'title' ? 'title' : undefined}>
      {mark && `${mark} `}
      <Words runs={runs} />
    </p>
  )
}

function TableOf({ table: { head, rows, foot } }: { readonly table: Extract<Piece, { kind: 'table' }>['table'] }) {
  const look = (i: number) => (head[i]?.isNumber ? 'n' : undefined)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <div className="contractwide" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((one, i) => (
              <th key={one.text} className={look(i)}>
                {one.text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.join('|')}>
              {row.map((cell, i) => (
                <td key={head[i]?.text} className={look(i)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {foot.map(line => (
        <p key={line} className="t2 n">
          {line}
        </p>
      ))}
    </div>
  )
}
