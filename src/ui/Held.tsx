import { type ReactNode, useCallback, useState } from 'react'
import { Button } from './Button.tsx'
import { editText } from './edit.text.ts'
import { useText } from './useText.tsx'

type Versioned = { readonly version: number }
type Props<T> = {
  readonly latest: T
  readonly children: (shown: T, hold: (isWriting: boolean) => void) => ReactNode
}

/**
 * While somebody writes, what they began with stays in its place; that others saved meanwhile is said, and their version
 * taken when one asks for it. Saving over it is refused by its version.
 */
export function Held<T extends Versioned>({ latest, children }: Props<T>) {
  const t = useText(editText)
  const [begun, setBegun] = useState<T>()
  const hold = useCallback((isWriting: boolean) => setBegun(old => (isWriting ? (old ?? latest) : undefined)), [latest])
  const shown = begun ?? latest
  return (
    <>
      {shown.version !== latest.version && (
        <p className="note row" role="status">
          <span className="grow">{t('form.conflict')}</span>
          <Button size="sm" onClick={() => setBegun(undefined)}>
            {t('form.takeTheirs')}
          </Button>
        </p>
      )}
      {children(shown, hold)}
    </>
  )
}
