import { type ClipboardEvent, useState } from 'react'
import type { LineEditorProps } from './lineColumns.ts'
import { type Cell, parseTable, paste } from './lineGrid.ts'
import { PasteLines } from './PasteLines.tsx'
import { decoded, headOf, tableIn } from './pasteRows.ts'
import { useToast } from './Toast.tsx'
import { uiText } from './ui.text.ts'
import type { LineGrid } from './useLineGrid.ts'
import { usePasteLines } from './usePasteLines.ts'
import { useText } from './useText.tsx'

type Pasting = { readonly table: readonly (readonly string[])[]; readonly known?: readonly string[] }

/** What is pasted over cells goes into them; what is pasted below them, has a header or comes as a file becomes lines. */
export function usePasting<L>(props: LineEditorProps<L>, grid: LineGrid<L>) {
  const { columns, lines, find, newLine, readOnly = false } = props
  const t = useText(uiText)
  const tell = useToast()
  const pasteLines = usePasteLines({ columns, find, newLine })
  const [pasting, setPasting] = useState<Pasting>()
  const pasted = async (event: ClipboardEvent, from: Cell) => {
    const text = event.clipboardData.getData('text/plain')
    if (grid.edit || readOnly || !text) return
    event.preventDefault()
    const table = parseTable(text)
    if (from.row >= lines.length || headOf(table[0] ?? [], columns)) return setPasting({ table })
    const result = paste(lines, columns, from, table)
    const { made, unknown } = await pasteLines(result.extra, from.col)
    grid.put([...result.lines, ...made])
    const skipped = result.skipped + unknown.length
    if (unknown.length > 0) setPasting({ table: unknown, known: columns.slice(from.col).map(column => column.key) })
    tell(
      skipped > 0
        ? t('lines.pasteSkipped', { count: skipped })
        : t('lines.pasted', { count: result.done + made.length }),
      skipped > 0 ? 'late' : 'ok',
    )
  }
  const dropped = async (file: File | undefined) => {
    if (file && !readOnly) setPasting({ table: tableIn(decoded(new Uint8Array(await file.arrayBuffer()))) })
  }
  const sheet = pasting && (
    <PasteLines
      {...pasting}
      {...{ columns, find, newLine }}
      onAdd={made => grid.put([...lines, ...made])}
      onClose={() => setPasting(undefined)}
    />
  )
  return { pasted, dropped, sheet }
}
