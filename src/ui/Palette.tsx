import './Palette.css'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import { useGo } from './Link.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

export type Hit = { key: string; label: string; note?: string; icon?: IconName } & (
  | { href: string }
  | { run: () => void }
)
export type HitGroup = { label: string; hits: readonly Hit[] }

type Props = {
  onClose: () => void
  /** Records that match, grouped by kind; the server does pinyin, phone ends and numbers. */
  search: (q: string) => Promise<readonly HitGroup[]>
  /** Pages and moves: matched here by their words. */
  commands: readonly HitGroup[]
}

const matches = (hit: Hit, q: string): boolean => hit.label.toLowerCase().includes(q.toLowerCase())

/** Search everything, go anywhere: one line, arrows, Enter. */
export function Palette({ onClose, search, commands }: Props) {
  const t = useText(uiText)
  const go = useGo()
  const list = useId()
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(q.trim())
  const found = useQuery({
    queryKey: ['palette', asked],
    queryFn: () => search(asked),
    enabled: asked.length > 0,
    staleTime: 10_000,
    placeholderData: old => old,
  })
  const own = commands.map(group => ({
    ...group,
    hits: asked ? group.hits.filter(hit => matches(hit, asked)) : group.hits,
  }))
  const groups = [...(asked ? (found.data ?? []) : []), ...own].filter(group => group.hits.length > 0)
  const hits = groups.flatMap(group => group.hits)
  const chosen = Math.min(at, hits.length - 1)

  const open = (hit: Hit | undefined) => {
    if (!hit) return
    onClose()
    if ('href' in hit) go(hit.href)
    else hit.run()
  }
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((chosen + step + hits.length) % Math.max(1, hits.length))
    else if (event.key === 'Enter') open(hits[chosen])
    else if (event.key === 'Escape') onClose()
    else if (event.key !== 'Tab') return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press on the dimmed page closes; Escape does for the keyboard
    <div
      className="palette"
      onPointerDown={event => event.target === event.currentTarget && onClose()}
      onKeyDown={keys}
    >
      <div role="dialog" aria-modal="true" aria-label={t('palette.name')}>
        <label className="ask">
          <Icon name="search" />
          <input
            // biome-ignore lint/a11y/noAutofocus: it was opened to type
            autoFocus
            value={q}
            placeholder={t('palette.say')}
            role="combobox"
            aria-expanded="true"
            aria-controls={list}
            aria-activedescendant={hits[chosen] ? `${list}-${chosen}` : undefined}
            onChange={event => {
              setQ(event.target.value)
              setAt(0)
            }}
          />
          <kbd>{t('palette.escape')}</kbd>
        </label>
        <div className="found" role="listbox" id={list} aria-label={t('palette.name')}>
          {groups.map(group => (
            <Group
              key={group.label}
              group={group}
              from={hits.indexOf(group.hits[0] as Hit /* empty groups were left out */)}
              chosen={chosen}
              list={list}
              onOpen={open}
              onPoint={setAt}
            />
          ))}
          {hits.length === 0 && asked && !found.isFetching && <p className="nothing">{t('palette.nothing')}</p>}
        </div>
        <p className="hint">
          <span>
            <kbd>↑↓</kbd> {t('palette.hint')}
          </span>
          <span>
            <kbd>↵</kbd> {t('palette.open')}
          </span>
        </p>
      </div>
    </div>
  )
}

type GroupProps = {
  group: HitGroup
  from: number
  chosen: number
  list: string
  onOpen: (hit: Hit) => void
  onPoint: (at: number) => void
}

function Group({ group, from, chosen, list, onOpen, onPoint }: GroupProps) {
  return (
    <fieldset aria-label={group.label}>
      <p className="group">{group.label}</p>
      {group.hits.map((hit, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input above keeps the focus and hears the keys
        <div
          key={hit.key}
          role="option"
          id={`${list}-${from + i}`}
          tabIndex={-1}
          aria-selected={chosen === from + i}
          onClick={() => onOpen(hit)}
          onPointerMove={() => onPoint(from + i)}
        >
          {hit.icon && <Icon name={hit.icon} />}
          <span className="cut">{hit.label}</span>
          {hit.note && <small>{hit.note}</small>}
        </div>
      ))}
    </fieldset>
  )
}
