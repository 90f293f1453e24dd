// A document of words as both papers and word processors draw it: headings, numbered clauses, tables. No business word.

/** `blank`: nobody has said it yet; what is missing is named. */
export type Run = { readonly text: string; readonly blank?: string }
export type ProseTable = {
  readonly head: readonly { readonly text: string; readonly isNumber?: boolean; readonly isWide?: boolean }[]
  readonly rows: readonly (readonly string[])[]
  /** Below it, right-aligned. */
  readonly foot: readonly string[]
}
export type Piece =
  | { readonly kind: 'title' | 'heading' | 'clause' | 'text'; readonly mark: string; readonly runs: readonly Run[] }
  | { readonly kind: 'table'; readonly table: ProseTable }
  /** Side by side, to be signed. */
  | { readonly kind: 'sides'; readonly sides: readonly (readonly Run[])[] }

export type Prose = {
  readonly title: string
  readonly number: string
  readonly sender: string
  /** `Page {page} of {pages}`. */
  readonly footer: string
  readonly pieces: readonly Piece[]
  /** Across the page, faintly. */
  readonly mark?: string | undefined
}

/** What is still missing, each once, in the order in which it stands there. */
export const blanksIn = (pieces: readonly Piece[]): string[] => [
  ...new Set(
    pieces
      .flatMap(piece => (piece.kind === 'table' ? [] : piece.kind === 'sides' ? piece.sides.flat() : piece.runs))
      .flatMap(run => (run.blank === undefined ? [] : [run.blank])),
  ),
]
