import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useNow } from '#ui/useNow.ts'
import { useReason, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { Merge } from '../twin.schema.ts'
import { twinText } from '../twin.text.ts'
import { hrefOf } from './PairView.tsx'
import { mergeCalls, twinCalls } from './useTwinCalls.ts'

export function MergesList() {
  const t = useText(twinText)
  const found = useQuery({ queryKey: ['twin', 'merges'], queryFn: () => twinCalls.merges({}) })
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="list" />
  const { items } = found.data
  if (items.length === 0) return <Empty title={t('twin.noMerges')} say={t('twin.noMergesSay')} />
  return (
    <section className="card">
      {items.map(one => (
        <MergeLine key={one.id} merge={one} />
      ))}
    </section>
  )
}

function MergeLine({ merge }: { merge: Merge }) {
  const t = useText(twinText)
  const now = useNow()
  const say = useReason()
  const tell = useToast()
  const queries = useQueryClient()
  const { id, entity, winnerId, winnerName, loserName, at, byName, undoneAt, undoUntil } = merge
  const href = hrefOf(entity, winnerId)
  const words = t('twin.mergedLine', { loser: loserName, winner: winnerName })
  const undo = async () => {
    try {
      await mergeCalls.undo({ id })
      await queries.invalidateQueries()
    } catch (error) {
      for (const reason of reasonsOf(error)) tell(say(reason), 'late')
    }
  }
  return (
    <article className="twin">
      <div className="twinhead">
        <Tag tone="off">{t(`twin.tab.${entity}`)}</Tag>
        {href && !undoneAt ? (
          <Link className="link" href={href}>
            {words}
          </Link>
        ) : (
          <span>{words}</span>
        )}
        <span className="t3">
          {byName} · <When at={at} />
        </span>
        <span className="grow" />
        {undoneAt ? (
          <Tag tone="off">{t('twin.undoneMark')}</Tag>
        ) : (
          new Date(undoUntil) > now && (
            <>
              <span className="t3">{t('twin.until', { day: undoUntil.slice(0, 10) })}</span>
              <Button size="sm" onClick={undo}>
                {t('twin.undo')}
              </Button>
            </>
          )
        )}
      </div>
    </article>
  )
}
