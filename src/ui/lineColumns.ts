// What a page says about its lines; the editor, its rows and its phone cards read it.
import type { ReactNode } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { LineProduct } from './LineAdd.tsx'
import type { LineTotal } from './LineFoot.tsx'
import type { GridColumn } from './lineGrid.ts'

export interface LineColumn<L> extends GridColumn<L> {
  title: string
  width: number
  /** How it is drawn; without it, the value as text. */
  show?: (line: L) => ReactNode
  look?: (line: L) => 'strong' | 'muted' | 'ok' | 'late' | 'under' | undefined
}

export interface LineEditorProps<L> {
  columns: readonly LineColumn<L>[]
  lines: readonly L[]
  keyOf: (line: L) => string
  onChange: (lines: L[]) => void
  /** By name, code or pinyin initials; the best first. */
  find: (q: string) => Promise<readonly LineProduct[]>
  newLine: (product: LineProduct) => L
  totals?: readonly LineTotal[]
  /** Under the totals: the amount in capitals. */
  caption?: ReactNode
  readOnly?: boolean
  /** From the server, by path `lines.<n>.<column>`. */
  reasons?: readonly Reason[]
  /** Alt+H: what this customer paid before. */
  onHistory?: (line: L) => void
}

export const isRight = ({ kind }: { kind: GridColumn<unknown>['kind'] }): boolean =>
  kind === 'number' || kind === 'money' || kind === 'percent'
