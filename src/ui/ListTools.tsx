import { Popover } from 'antd'
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { FilterBar } from './FilterBar.tsx'
import { Icon } from './Icon.tsx'
import type { ListState } from './listState.ts'
import { useNumber } from './Money.tsx'
import { uiText } from './ui.text.ts'
import { useKeys } from './useKeys.ts'
import { useLabel, useText } from './useText.tsx'

type Props = {
  fields: readonly Field[]
  state: ListState
  put: (part: Partial<ListState>) => void
  columns: readonly string[]
  onColumns: (columns: readonly string[]) => void
  count: number | undefined
  onClear: (() => void) | undefined
  exportHref: string | undefined
  before: ReactNode
}

export function ListTools({ fields, state, put, columns, onColumns, count, onClear, exportHref, before }: Props) {
  const t = useText(uiText)
  const format = useNumber()
  return (
    <div className="tools">
      {before}
      <SearchBox q={state.q} onQ={q => put({ q })} />
      <FilterBar fields={fields} filter={state.filter} onFilter={filter => put({ filter })} />
      {onClear && (
        <Button size="sm" kind="text" onClick={onClear}>
          {t('list.clear')}
        </Button>
      )}
      <span className="grow" />
      {count !== undefined && <span className="count">{t('list.count', { count: format(count) })}</span>}
      <Popover
        trigger="click"
        placement="bottomRight"
        content={<ColumnPick fields={fields} columns={columns} onColumns={onColumns} />}
      >
        <span className="dk">
          <Button kind="text" size="sm" icon="columns">
            {t('list.columns')}
          </Button>
        </span>
      </Popover>
      {exportHref && (
        <span className="dk">
          <Button kind="text" size="sm" icon="download" href={exportHref}>
            {t('list.export')}
          </Button>
        </span>
      )}
    </div>
  )
}

/** Typing is at once on the screen and a moment later in the address. */
function SearchBox({ q, onQ }: { q: string; onQ: (q: string) => void }) {
  const t = useText(uiText)
  const box = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(q)
  const [sent, setSent] = useState(q)
  const slow = useDeferredValue(text)
  useKeys({ '/': () => box.current?.focus() })
  useEffect(() => {
    if (q !== sent) {
      // the address changed by other hands: back, a view, “clear all”
      setSent(q)
      setText(q)
    }
  }, [q, sent])
  useEffect(() => {
    if (slow === sent) return
    const timer = setTimeout(() => {
      setSent(slow)
      onQ(slow.trim())
    }, 200)
    return () => clearTimeout(timer)
  }, [slow, sent, onQ])
  return (
    <label className="ask">
      <Icon name="search" />
      <input
        ref={box}
        type="search"
        value={text}
        placeholder={t('list.search')}
        aria-label={t('list.search')}
        onChange={event => setText(event.target.value)}
      />
    </label>
  )
}

function ColumnPick({ fields, columns, onColumns }: Pick<Props, 'fields' | 'columns' | 'onColumns'>) {
  const label = useLabel()
  const toggle = (key: string) =>
    onColumns(columns.includes(key) ? columns.filter(one => one !== key) : [...columns, key])
  return (
    <div className="colpick">
      {fields
        .filter(field => !field.hidden)
        .map(field => (
          <label key={field.key}>
            <input
              type="checkbox"
              checked={columns.includes(field.key)}
              disabled={columns.length === 1 && columns[0] === field.key}
              onChange={() => toggle(field.key)}
            />
            {label(field.label)}
          </label>
        ))}
    </div>
  )
}
