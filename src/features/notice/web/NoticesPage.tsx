import { useQuery, useQueryClient } from '@tanstack/react-query'
import { PageTop } from '#ui/PageTop.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { noticeText } from '../notice.text.ts'
import { NoticeList } from './NoticeList.tsx'
import { noticeCalls } from './useNotices.ts'

export function NoticesPage() {
  const t = useText(noticeText)
  return (
    <>
      <PageTop title={t('notice.notices')} />
      <div className="stack">
        <section className="card">
          <NoticeList limit={30} />
        </section>
        <MailWish />
      </div>
    </>
  )
}

/** Off until said; not to be had where the company sends no mail. */
function MailWish() {
  const t = useText(noticeText)
  const tell = useToast()
  const queries = useQueryClient()
  const wishes = useQuery({ queryKey: ['notice', 'wishes'], queryFn: () => noticeCalls.wishes({}) })
  if (!wishes.data) return null
  const { byMail, canMail } = wishes.data
  const set = async (wish: boolean) => {
    queries.setQueryData(['notice', 'wishes'], await noticeCalls.setWishes({ byMail: wish }))
    tell(t('notice.saved'))
  }
  return (
    <label className="row">
      <input
        type="checkbox"
        checked={byMail}
        disabled={!canMail && !byMail}
        onChange={event => set(event.currentTarget.checked)}
      />
      <span>{t('notice.byMail')}</span>
      {!canMail && <small className="t3">{t('notice.byMailOff')}</small>}
    </label>
  )
}
