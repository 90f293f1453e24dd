import { useState } from 'react'
import { Icon } from '#ui/Icon.tsx'
import { Link } from '#ui/Link.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { noticeText } from '../notice.text.ts'
import { NoticeList } from './NoticeList.tsx'

/** The latest few without leaving the page. */
export function NoticeBell({ unread, label }: { unread: number; label: string }) {
  const t = useText(noticeText)
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button type="button" className="btn txt ico bell" aria-label={label} onClick={() => setOpen(true)}>
        <Icon name="bell" />
        {unread > 0 && <span className="badge">{unread > 99 ? '99+' : unread}</span>}
      </button>
      <Sheet
        open={open}
        onClose={close}
        title={t('notice.notices')}
        footer={
          // the press comes through to here after the link has gone
          <span onClickCapture={close}>
            <Link className="link" href="/notices">
              {t('notice.all')}
            </Link>
          </span>
        }
      >
        {open && <NoticeList limit={15} onGone={close} />}
      </Sheet>
    </>
  )
}
