import './ProductPicker.css'
import { useQuery } from '@tanstack/react-query'
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useDeferredValue, useId, useState } from 'react'
import { Button } from './Button.tsx'
import { LinesFile } from './LinesFile.tsx'
import { Money } from './Money.tsx'
import { Sheet } from './Sheet.tsx'
import { uiText } from './ui.text.ts'
import { useCatalogue } from './useCatalogue.tsx'
import { useText } from './useText.tsx'

export type LineProduct = {
  id: string
  name: string
  code: string
  /** What one costs, a decimal: at the right end. */
  cost?: string | null
} & Readonly<Record<string, unknown>>

type Props = {
  input: RefObject<HTMLInputElement | null>
  n: number
  find: (q: string) => Promise<readonly LineProduct[]>
  onAdd: (product: LineProduct) => void
  /** Arrow up on an empty line: back into the grid. */
  onUp: () => void
  onPick: () => void
  /** A text file with lines in it. */
  onFile: (file: File) => unknown
  onPasteTable: (event: ClipboardEvent) => unknown
}

/** The line below the last one: type a few letters, Enter takes the first match. */
export function LineAdd({ input, n, find, onAdd, onUp, onPick, onFile, onPasteTable }: Props) {
  const t = useText(uiText)
  const { Make } = useCatalogue()
  const [making, setMaking] = useState(false)
  const list = useId()
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(q.trim())
  const found = useQuery({
    queryKey: ['product', 'lines', asked],
    queryFn: () => find(asked),
    enabled: asked !== '',
    staleTime: 30_000,
    placeholderData: old => old,
  })
  const hits = asked ? (found.data ?? []).slice(0, 12) : []
  const chosen = Math.min(at, Math.max(0, hits.length - 1))
  const take = (product: LineProduct | undefined) => {
    if (!product) return
    onAdd(product)
    setQ('')
    setAt(0)
  }
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by && hits.length > 0) setAt((chosen + by + hits.length) % hits.length)
    else if (event.key === 'ArrowUp' && !q) onUp()
    else if (event.key === 'Enter') take(hits[chosen])
    else if (event.key === 'Escape') setQ('')
    else if (event.key.toLowerCase() === 'p' && (event.ctrlKey || event.metaKey)) onPick()
    else return
    event.preventDefault()
  }
  const tableOnly = (event: ClipboardEvent) => {
    const [file] = event.clipboardData.files ?? []
    const isTable = /[\t\n]/.test(event.clipboardData.getData('text/plain').trim())
    if (isTable) void onPasteTable(event)
    else if (file?.type.startsWith('text/')) void onFile(file)
  }
  return (
    <div className="new">
      <span className="n">{n}</span>
      <input
        ref={input}
        value={q}
        placeholder={t('lines.add')}
        aria-label={t('lines.add')}
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={list}
        aria-activedescendant={hits.length > 0 ? `${list}-${chosen}` : undefined}
        onChange={event => {
          setQ(event.target.value)
          setAt(0)
        }}
        onKeyDown={keys}
        onPaste={tableOnly}
      />
      <Button kind="text" size="sm" icon="list" onClick={onPick}>
        {t('lines.pick')}
      </Button>
      <LinesFile onFile={onFile} />
      {asked && !found.isPending && (
        <div className="lookup" role="listbox" id={list} aria-label={t('lines.pickTitle')}>
          {hits.length === 0 && <p className="t3">{t('lines.none')}</p>}
          {hits.length === 0 && Make && (
            <Button size="sm" icon="plus" onClick={() => setMaking(true)}>
              {t('lines.make', { name: asked })}
            </Button>
          )}
          {hits.map((hit, i) => (
            <div
              key={hit.id}
              role="option"
              id={`${list}-${i}`}
              tabIndex={-1}
              aria-selected={i === chosen}
              onPointerDown={() => take(hit)}
            >
              <span className="pn">{hit.name}</span>
              <small>{hit.code}</small>
              <small className="end">{hit.cost && <Money amount={hit.cost} />}</small>
            </div>
          ))}
        </div>
      )}
      {Make && making && (
        <Sheet open onClose={() => setMaking(false)} title={t('lines.makeTitle')} width={520}>
          <Make
            draft={{ name: asked }}
            onCancel={() => setMaking(false)}
            onDone={made => {
              setMaking(false)
              take(made)
            }}
          />
        </Sheet>
      )}
    </div>
  )
}
