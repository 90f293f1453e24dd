import './Views.css'
import { Popover } from 'antd'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import type { View, ViewKind } from '#meta/view.schema.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { usePlace } from './Link.tsx'
import { type ListState, writeListState } from './listState.ts'
import { uiText } from './ui.text.ts'
import { mayDo, useAnySession } from './useSession.tsx'
import { useText } from './useText.tsx'
import { useTold } from './useTold.ts'
import type { ViewStore } from './useViews.ts'
import { ViewMenu } from './ViewMenu.tsx'
import { ViewName } from './ViewName.tsx'
import {
  addressOfView,
  type BuiltInView,
  everything,
  listPart,
  savedState,
  standingOf,
  type ViewPaths,
} from './viewState.ts'

type Props = {
  fields: readonly Field[]
  state: ListState
  store: ViewStore
  /** What everyone finds without saving anything; without them, “All”. */
  builtIn?: readonly BuiltInView[] | undefined
  kind?: ViewKind
  paths?: ViewPaths | undefined
}

/** Views as tabs: what everyone finds, what is shared, one's own. The address holds the state; the dot says that it differs. */
export function Views({ fields, state, store, builtIn, kind = 'table', paths = {} }: Props) {
  const t = useText(uiText)
  const { path, search, go } = usePlace()
  const work = useTold()
  const share = mayDo(useAnySession(), 'view.share')
  const [naming, setNaming] = useState(false)
  const usual = builtIn ?? [{ label: t('view.all'), search: '' }]
  const { saved, changed, builtIn: standing } = standingOf(search, fields, { items: store.items, builtIn: usual })
  const begins = store.items.some(view => view.id === store.choice.viewId && view.kind === kind)
  const pathOf = (view: View) => paths[view.kind] ?? path
  const open = (view: View) => go(addressOfView(pathOf(view), view, fields))
  const openUsual = ({ search: wanted }: BuiltInView) => {
    const part = listPart(wanted, fields)
    go(part || !begins ? path + part : `${path}?view=${everything}`)
  }
  const saveAs = (name: string, shared: boolean) =>
    store.create({ name, shared, kind, ...savedState(state) }).then(view => {
      setNaming(false)
      go(path + writeListState(`?view=${view.id}`, state), { replace: true })
    })
  const mayEdit = saved && (!saved.shared || share)
  const save = () => saved && work(store.edit(saved, savedState(state)), t('view.saved', { name: saved.name }))
  return (
    <div className="views">
      <fieldset className="seg" aria-label={t('view.views')}>
        {usual.map((view, at) => (
          <Tab key={view.label} name={view.label} on={at === standing} onOpen={() => openUsual(view)} />
        ))}
        {store.items.map(view => (
          <Tab
            key={view.id}
            name={view.name}
            on={view === saved}
            changed={view === saved && changed}
            shared={view.shared}
            board={view.kind === 'board' && kind !== 'board'}
            onOpen={() => open(view)}
          />
        ))}
      </fieldset>
      {saved && (
        <ViewMenu
          view={saved}
          store={store}
          share={share}
          mayEdit={Boolean(mayEdit)}
          changed={changed}
          on={{ save, saveAs: () => setNaming(true), reset: () => open(saved), gone: () => go(path) }}
        />
      )}
      {changed && mayEdit && (
        <Button size="sm" only="dk" kind="text" onClick={save}>
          {t('view.save')}
        </Button>
      )}
      {(changed || (!saved && standing < 0) || naming) && (
        <Popover
          open={naming}
          onOpenChange={setNaming}
          trigger="click"
          placement="bottomLeft"
          destroyOnHidden
          content={<ViewName share={share} onName={saveAs} />}
        >
          <Button size="sm" kind="text">
            {t(saved ? 'view.saveAs' : 'view.saveNew')}
          </Button>
        </Popover>
      )}
      {saved && changed && (
        <Button size="sm" only="dk" kind="text" onClick={() => open(saved)}>
          {t('view.reset')}
        </Button>
      )}
    </div>
  )
}

type TabProps = {
  name: string
  on: boolean
  changed?: boolean
  shared?: boolean
  board?: boolean
  onOpen: () => void
}

function Tab({ name, on, changed, shared, board, onOpen }: TabProps) {
  const t = useText(uiText)
  return (
    <button
      type="button"
      className={on ? 'on' : ''}
      aria-pressed={on}
      title={shared ? `${name} (${t('view.shared')})` : name}
      onClick={onOpen}
    >
      {board && <Icon name="columns" />}
      <span className="cut">{name}</span>
      {changed && <i className="dot" role="img" aria-label={t('view.changed')} />}
    </button>
  )
}
