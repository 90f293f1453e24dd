import { Dropdown } from 'antd'
import { useState } from 'react'
import { NoticeBell } from '#features/notice/web/NoticeBell.tsx'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import { useGo } from '#ui/Link.tsx'
import { initial } from '#ui/Person.tsx'
import { useText } from '#ui/useText.tsx'
import type { NewEntry } from './page.ts'
import { shellText } from './shell.text.ts'
import { UserActions } from './UserActions.tsx'

type Props = {
  slot: (element: HTMLElement | null) => void
  name: string
  creates: readonly NewEntry[]
  unread: number
  onSearch: () => void
  onKeys: () => void
}

const mac = /Mac|iPhone|iPad/.test(navigator.platform)

export function TopBar({ slot, name, creates, unread, onSearch, onKeys }: Props) {
  const t = useText(shellText)
  const go = useGo()
  const [open, setOpen] = useState(false)
  const items = creates.map(entry => ({ key: entry.href, label: t(entry.label), icon: <Icon name={entry.icon} /> }))
  return (
    <header className="top">
      <div className="slot" ref={slot} />
      <button type="button" className="search dk" onClick={onSearch}>
        <Icon name="search" />
        <span className="cut">{t('shell.search')}</span>
        <i aria-hidden="true">
          <kbd>{mac ? '⌘K' : t('shell.searchKey')}</kbd>
        </i>
      </button>
      {items.length > 0 && (
        <Dropdown menu={{ items, onClick: ({ key }) => go(key) }} trigger={['click']}>
          <span className="dk">
            <Button icon="plus">{t('shell.new')}</Button>
          </span>
        </Dropdown>
      )}
      <Button kind="text" icon="search" only="ph" aria-label={t('shell.search')} onClick={onSearch} />
      <NoticeBell unread={unread} label={unread > 0 ? t('shell.noticesNew', { count: unread }) : t('shell.notices')} />
      <Dropdown
        open={open}
        onOpenChange={setOpen}
        trigger={['click']}
        placement="bottomRight"
        popupRender={() => (
          <div className="usermenu menu1" onClickCapture={() => setOpen(false)}>
            <p className="who">
              <i className="av me lg" aria-hidden="true">
                {initial(name)}
              </i>
              <b className="b">{name}</b>
            </p>
            <UserActions onKeys={onKeys} />
          </div>
        )}
      >
        <button type="button" className="dk" aria-label={name} aria-haspopup="menu">
          <i className="av me" aria-hidden="true">
            {initial(name)}
          </i>
        </button>
      </Dropdown>
    </header>
  )
}
