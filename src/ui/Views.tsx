import './FilterBar.css'
import { Popover } from 'antd'
import { type FormEvent, useState } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { usePlace } from './Link.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

export type View = { label: string /** The address behind `?`: filter, sort, columns. */; search: string }

type Props = {
  /** Where a person's own views of this list are kept on the device. */
  entity: string
  /** What everyone finds: all, mine, overdue. */
  views: readonly View[]
}

const wanted = ['q', 'filter', 'sort', 'columns']

/** Only what makes a list, in one order, so that two addresses of the same view are equal. */
function listPart(search: string): string {
  const params = new URLSearchParams(search)
  return new URLSearchParams(
    wanted.flatMap(name => (params.get(name) ? [[name, params.get(name) ?? '']] : [])),
  ).toString()
}

/** Saved views as tabs; what is on the screen can be kept under a name. */
export function Views({ entity, views }: Props) {
  const t = useText(uiText)
  const { path, search, go } = usePlace()
  const key = `baton.views.${entity}`
  const [own, setOwn] = useState<readonly View[]>(() => JSON.parse(localStorage.getItem(key) ?? '[]') as View[]) // written below only
  const [naming, setNaming] = useState(false)
  const now = listPart(search)
  const known = [...views, ...own].some(view => listPart(view.search) === now)
  const keep = (next: readonly View[]) => {
    localStorage.setItem(key, JSON.stringify(next))
    setOwn(next)
  }
  const tab = (view: View) => {
    const on = listPart(view.search) === now
    return (
      <button
        type="button"
        className={on ? 'on' : ''}
        aria-pressed={on}
        onClick={() => go(view.search ? `${path}?${listPart(view.search)}` : path)}
      >
        {view.label}
      </button>
    )
  }
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const label = String(new FormData(event.currentTarget).get('name') ?? '').trim()
    if (!label) return
    keep([...own.filter(view => view.label !== label), { label, search: now }])
    setNaming(false)
  }
  return (
    <div className="views">
      <fieldset className="seg" aria-label={t('list.views')}>
        {views.map(view => (
          <span key={view.label}>{tab(view)}</span>
        ))}
        {own.map(view => (
          <span key={view.label} className="ownview">
            {tab(view)}
            <button
              type="button"
              aria-label={t('list.removeView', { name: view.label })}
              onClick={() => keep(own.filter(one => one !== view))}
            >
              <Icon name="x" />
            </button>
          </span>
        ))}
      </fieldset>
      {!known && (
        <Popover
          open={naming}
          onOpenChange={setNaming}
          trigger="click"
          placement="bottomLeft"
          destroyOnHidden
          content={<NameForm onSave={save} />}
        >
          <span>
            <Button size="sm" kind="text">
              {t('list.saveView')}
            </Button>
          </span>
        </Popover>
      )}
    </div>
  )
}

function NameForm({ onSave }: { onSave: (event: FormEvent<HTMLFormElement>) => void }) {
  const t = useText(uiText)
  return (
    <form className="leaf" onSubmit={onSave}>
      <input
        className="native"
        name="name"
        maxLength={40}
        placeholder={t('list.viewName')}
        aria-label={t('list.viewName')}
        // biome-ignore lint/a11y/noAutofocus: it was just asked for by a press
        autoFocus
      />
      <Button kind="primary" type="submit">
        {t('ui.save')}
      </Button>
    </form>
  )
}
