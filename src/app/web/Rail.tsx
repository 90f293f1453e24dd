import './Rail.css'
import { Link, usePlace } from '#ui/Link.tsx'
import { useText } from '#ui/useText.tsx'
import type { Page, RailEntry } from './page.ts'
import { type Count, entriesOf, isAt, isOpen } from './railEntries.ts'
import { shellText } from './shell.text.ts'

export type Counts = Readonly<Record<string, Count>>
type Props = { pages: readonly Page[]; counts: Counts; org: string; home: string }

/** The thread, standing: the warm lane, the seam, the cool lane one step to the right. */
export function Rail({ pages, counts, org, home }: Props) {
  const t = useText(shellText)
  return (
    <aside className="rail">
      <Link className="brand" href={home}>
        <i className="logo" aria-hidden="true" />
        {t('shell.brand')}
        <small className="cut">{org}</small>
      </Link>
      <nav aria-label={t('shell.main')}>
        <RailPart pages={pages} part="top" counts={counts} />
        <section className="w">
          <h2>{t('shell.followup')}</h2>
          <RailPart pages={pages} part="followup" counts={counts} />
        </section>
        <Seam pages={pages} counts={counts} />
        <section className="c">
          <h2>{t('shell.orders')}</h2>
          <RailPart pages={pages} part="orders" counts={counts} />
        </section>
        <hr />
        <RailPart pages={pages} part="bottom" counts={counts} />
      </nav>
    </aside>
  )
}

export function RailPart({ pages, part, counts }: { pages: readonly Page[]; part: RailEntry['part']; counts: Counts }) {
  const t = useText(shellText)
  const { path } = usePlace()
  return entriesOf(pages, part).map(({ href, entry }) => {
    const on = isAt(entry, href, path)
    return (
      <Link key={href} href={href} className={on ? 'on' : undefined} aria-current={on ? 'page' : undefined}>
        {t(entry.label)}
        <CountMark count={entry.count === undefined ? undefined : counts[entry.count]} />
      </Link>
    )
  })
}

/** The seam is always there, also for a role without the hand-off page. */
function Seam({ pages, counts }: { pages: readonly Page[]; counts: Counts }) {
  const t = useText(shellText)
  const { path } = usePlace()
  const [page] = entriesOf(pages, 'seam')
  if (!page) return <p className="seam">{t('shell.handoff')}</p>
  const on = isOpen(page.href, path)
  return (
    <Link className={on ? 'seam on' : 'seam'} href={page.href} aria-current={on ? 'page' : undefined}>
      {t('shell.handoff')}
      <CountMark count={page.entry.count === undefined ? undefined : counts[page.entry.count]} />
    </Link>
  )
}

function CountMark({ count }: { count: Count | undefined }) {
  if (!count || count.count === 0) return null
  return <b className={count.late ? 'late' : undefined}>{count.count > 999 ? '999+' : count.count}</b>
}
