import { useState } from 'react'
import { Icon, type IconName } from '#ui/Icon.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import type { NewEntry, Page } from './page.ts'
import { type Counts, RailPart } from './Rail.tsx'
import { entriesOf, isAt, isOpen } from './railEntries.ts'
import { shellText } from './shell.text.ts'
import { UserActions } from './UserActions.tsx'

type Props = { pages: readonly Page[]; counts: Counts; creates: readonly NewEntry[]; home: string; onKeys: () => void }
type Open = 'followup' | 'orders' | 'plus' | 'me'

/** The phone's rail: two halves left and right of the plus. */
export function BottomBar({ pages, counts, creates, home, onKeys }: Props) {
  const t = useText(shellText)
  const { path } = usePlace()
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const within = (part: 'followup' | 'orders') =>
    entriesOf(pages, part).some(({ href, entry }) => isAt(entry, href, path))
  const tab = (which: Open, icon: IconName, label: string, on: boolean) => (
    <button type="button" className={on ? 'on' : ''} aria-haspopup="dialog" onClick={() => setOpen(which)}>
      <Icon name={icon} />
      {label}
    </button>
  )
  return (
    <>
      <nav className="tabbar" aria-label={t('shell.tabs')}>
        <Link href={home} className={isOpen(home, path) ? 'on' : ''}>
          <Icon name="home" />
          {t('shell.home')}
        </Link>
        {tab('followup', 'chat', t('shell.followup'), within('followup'))}
        <button
          type="button"
          className="plus"
          aria-label={t('shell.quick')}
          aria-haspopup="dialog"
          onClick={() => setOpen('plus')}
        >
          <Icon name="plus" />
        </button>
        {tab('orders', 'box', t('shell.orders'), within('orders'))}
        {tab('me', 'user', t('shell.me'), false)}
      </nav>
      <Sheet open={open === 'followup'} onClose={close} title={t('shell.followup')}>
        <div className="menu1" onClickCapture={close}>
          <RailPart pages={pages} part="followup" counts={counts} />
        </div>
      </Sheet>
      <Sheet open={open === 'orders'} onClose={close} title={t('shell.orders')}>
        <div className="menu1" onClickCapture={close}>
          <RailPart pages={pages} part="seam" counts={counts} />
          <RailPart pages={pages} part="orders" counts={counts} />
        </div>
      </Sheet>
      <Sheet open={open === 'plus'} onClose={close} title={t('shell.quick')}>
        <div className="menu1" onClickCapture={close}>
          {creates.map(entry => (
            <Link key={entry.href} href={entry.href}>
              <Icon name={entry.icon} />
              {t(entry.label)}
            </Link>
          ))}
        </div>
      </Sheet>
      <Sheet open={open === 'me'} onClose={close} title={t('shell.me')}>
        <div className="menu1" onClickCapture={close}>
          <RailPart pages={pages} part="bottom" counts={counts} />
          <UserActions onKeys={onKeys} />
        </div>
      </Sheet>
    </>
  )
}
