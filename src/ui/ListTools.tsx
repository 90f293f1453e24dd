import { Popover } from 'antd'
import type { ReactNode } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { ColumnPick } from './ColumnPick.tsx'
import { FilterBar } from './FilterBar.tsx'
import type { ListState } from './listState.ts'
import { useNumber } from './Money.tsx'
import { SearchBox } from './SearchBox.tsx'
import { uiText } from './ui.text.ts'
import type { Columns } from './useColumns.ts'
import { useText } from './useText.tsx'

type Props = {
  fields: readonly Field[]
  state: ListState
  put: (part: Partial<ListState>) => void
  columns: Columns
  count: number | undefined
  onClear: (() => void) | undefined
  exportHref: string | undefined
  before: ReactNode
}

export function ListTools({ fields, state, put, columns, count, onClear, exportHref, before }: Props) {
  const t = useText(uiText)
  const format = useNumber()
  return (
    <div className="tools">
      {before}
      <SearchBox q={state.q} onQ={q => put({ q })} />
      <FilterBar fields={fields} state={state} onState={put} />
      {onClear && (
        <Button size="sm" kind="text" onClick={onClear}>
          {t('list.clear')}
        </Button>
      )}
      <span className="grow" />
      {count !== undefined && <span className="count">{t('list.count', { count: format(count) })}</span>}
      <Popover trigger="click" placement="bottomRight" content={<ColumnPick fields={fields} columns={columns} />}>
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
          <Popover trigger="click" placement="bottomRight" content={<OtherWays href={exportHref} />}>
            <span>
              <Button kind="text" size="sm" icon="down" aria-label={t('list.exportAs')} title={t('list.exportAs')} />
            </span>
          </Popover>
        </span>
      )}
    </div>
  )
}

/** For programs that cannot read UTF-8: nothing is lost on the way. */
function OtherWays({ href }: { href: string }) {
  const t = useText(uiText)
  return (
    <div className="stack tight">
      <Button kind="text" size="sm" icon="download" href={href}>
        {t('list.exportUtf8')}
      </Button>
      <Button kind="text" size="sm" icon="download" href={`${href}${href.includes('?') ? '&' : '?'}encoding=gb18030`}>
        {t('list.exportGb')}
      </Button>
    </div>
  )
}
