import type { ReactNode } from 'react'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

export type LineTotal = { label: string; value: ReactNode; big?: boolean }

export function LineFoot({ totals, caption }: { totals: readonly LineTotal[]; caption: ReactNode }) {
  if (totals.length === 0) return null
  return (
    <footer className="lfoot">
      {totals.map(total => (
        <p key={total.label} className={total.big ? 'big' : undefined}>
          <span className="t3">{total.label}</span>
          {total.value}
        </p>
      ))}
      {caption && <p className="cap">{caption}</p>}
    </footer>
  )
}

export function LineKeys({ history }: { history: boolean }) {
  const t = useText(uiText)
  const keys = [
    ['↑↓←→', t('lines.keyMove')],
    ['Enter', t('lines.keyEdit')],
    ['Ctrl D', t('lines.keyFill')],
    ['Ctrl P', t('lines.keyPick')],
    ['Ctrl ⌫', t('lines.keyRemove')],
    ['Ctrl Z', t('lines.keyUndo')],
    ...(history ? [['Alt H', t('lines.keyHistory')]] : []),
  ]
  return (
    <p className="lkeys">
      {keys.map(([key, does]) => (
        <span key={key}>
          <kbd>{key}</kbd>
          {does}
        </span>
      ))}
    </p>
  )
}
