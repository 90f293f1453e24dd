// A cell that a spreadsheet would run as a formula gets a leading apostrophe, and our own import takes exactly
// that one away again. `'*` in both patterns makes the pair reversible: text that began with an apostrophe stays.

// full-width signs too: spreadsheets in Chinese and Japanese run them as well
const running = '=+\\-@\\t\\r\\n＝＋－＠'
// '04101 is a spreadsheet's way to keep digits as text; '68 Ford is a name
const digits = '\\d[\\d .,()/\\-]*$'
const toGuard = new RegExp(`^'*[${running}]|^'+${digits}`)
const guarded = new RegExp(`^'+(?:[${running}]|${digits})`)
const plainNumber = /^-?\d+(?:\.\d+)?$/
const excelText = /^="((?:[^"]|"")*)"$/

export function guard(text: string): string {
  return toGuard.test(text) && !plainNumber.test(text) ? `'${text}` : text
}

/** What the cell means: our guard undone, or a spreadsheet's `="0123"` and `'0123` taken for the text within. */
export function cellText(cell: string): string {
  if (guarded.test(cell)) return cell.slice(1)
  const protectedText = excelText.exec(cell)?.[1]
  return protectedText === undefined ? cell : protectedText.replaceAll('""', '"')
}

/** A cell of a foreign file written again, safe to open; `="0123"` of digits keeps its protection. */
export function guardAgain(cell: string): string {
  return /^="\d+"$/.test(cell) ? cell : guard(cellText(cell))
}
