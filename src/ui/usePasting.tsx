import type { ClipboardEvent } from 'react'
import type { LineEditorProps } from './lineColumns.ts'
import { type Cell, parseTable, paste } from './lineGrid.ts'
import { headOf } from './pasteRows.ts'
import { useToast } from './Toast.tsx'
import { uiText } from './ui.text.ts'
import type { LineGrid } from './useLineGrid.ts'
import { useLineSheet } from './useLineSheet.tsx'
import { usePasteLines } from './usePasteLines.ts'
import { useText } from './useText.tsx'

/** What is pasted over cells goes into them; what is pasted below them, has a header or comes as a file becomes lines. */
export function usePasting<L>(props: LineEditorProps<L>, grid: LineGrid<L>) {
  const { columns, lines, find, newLine, readOnly = false } = props
  const t = useText(uiText)
  const tell = useToast()
  const pasteLines = usePasteLines({ columns, find, newLine })
  const { ask, dropped, sheet } = useLineSheet(props, grid.put)
  const pasted = async (event: ClipboardEvent, from: Cell) => {
    const text = event.clipboardData.getData('text/plain')
    if (grid.edit || readOnly || !text) return
    event.preventDefault()
    const table = parseTable(text)
    if (from.row >= lines.length || headOf(table[0] ?? [], columns)) return ask({ table })
    const result = paste(lines, columns, from, table)
    const { made, unknown } = await pasteLines(result.extra, from.col)
    grid.put([...result.lines, ...made])
    const skipped = result.skipped + unknown.length
    if (unknown.length > 0) ask({ table: unknown, known: columns.slice(from.col).map(column => column.key) })
    tell(
      skipped > 0
        ? t('lines.pasteSkipped', { count: skipped })
        : t('lines.pasted', { count: result.done + made.length }),
      skipped > 0 ? 'late' : 'ok',
    )
  }
  return { pasted, dropped, sheet }
}
