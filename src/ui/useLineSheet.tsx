import { useState } from 'react'
import type { LineEditorProps } from './lineColumns.ts'
import { PasteLines } from './PasteLines.tsx'
import { decoded, tableIn } from './pasteRows.ts'

type Pasting = { readonly table: readonly (readonly string[])[]; readonly known?: readonly string[] }
type Props<L> = Pick<LineEditorProps<L>, 'columns' | 'lines' | 'find' | 'newLine' | 'readOnly'>

/** A table from elsewhere becomes lines below the last one, by a sheet that asks about what it does not find. */
export function useLineSheet<L>({ columns, lines, find, newLine, readOnly }: Props<L>, put: (lines: L[]) => void) {
  const [pasting, setPasting] = useState<Pasting>()
  const dropped = async (file: File | undefined) => {
    if (file && !readOnly) setPasting({ table: tableIn(decoded(new Uint8Array(await file.arrayBuffer()))) })
  }
  const sheet = pasting && (
    <PasteLines
      {...pasting}
      {...{ columns, find, newLine }}
      onAdd={made => put([...lines, ...made])}
      onClose={() => setPasting(undefined)}
    />
  )
  return { ask: setPasting, dropped, sheet }
}
