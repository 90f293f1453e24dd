import { Segmented } from '#ui/Segmented.tsx'
import './Team.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import type { TeamBoard } from '../team.api.ts'
import { teamPageText } from '../teamPage.text.ts'
import { ContactDays } from './ContactDays.tsx'
import { DealFigures, LeadFigures, PoolFigures } from './TeamFigures.tsx'
import { spanKeys, spansOf, teamCalls, useTeamWish, type Wish } from './useTeam.ts'

/** What the people below did over these days, what stalls, and what comes in. */
export function TeamBoardPage() {
  const t = useText(teamPageText)
  const session = useSession()
  const { wish, put } = useTeamWish()
  const { from, to, deptId } = wish
  const board = useQuery({
    queryKey: ['insight', 'team', wish],
    queryFn: () => teamCalls.board({ from, to, ...(deptId && { deptId }) }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTop title={t('board.title')}>
        <Button href="/stage-times">{t('board.pace')}</Button>
        {mayDo(session, 'assignment.report') && (
          <Button href="/distribution" only="dk">
            {t('board.leads')}
          </Button>
        )}
      </PageTop>
      <div className="stack">
        <Slot name="team" entity="user" id={session.userId} />
        <Choice wish={wish} onWish={put} departments={board.data?.departments ?? []} />
        {board.error && <Problem error={board.error} onRetry={() => board.refetch()} />}
        {board.isPending && <Skeleton shape="list" />}
        {board.data && !board.error && <Board board={board.data} />}
      </div>
    </>
  )
}

function Board({ board }: { readonly board: TeamBoard }) {
  const t = useText(teamPageText)
  if (board.people.length === 0) return <Empty title={t('board.none')} say={t('board.noneSay')} />
  return (
    <>
      <ContactDays board={board} />
      <LeadFigures board={board} />
      <DealFigures board={board} />
      {board.pools.length > 0 && <PoolFigures board={board} />}
    </>
  )
}

type ChoiceProps = {
  readonly wish: Wish
  readonly onWish: (change: Partial<Wish>) => void
  readonly departments: TeamBoard['departments']
}

function Choice({ wish, onWish, departments }: ChoiceProps) {
  const t = useText(teamPageText)
  const spans = spansOf(useToday())
  return (
    <div className="row wrap tight">
      <Segmented
        label={t('board.title')}
        all={spanKeys}
        value={spanKeys.find(key => spans[key].from === wish.from && spans[key].to === wish.to)}
        say={key => t(`board.${key}`)}
        onPick={key => onWish(spans[key])}
      />
      {(['from', 'to'] as const).map(key => (
        <label key={key} className="row tight">
          <span className="t2 nw">{t(`board.${key}`)}</span>
          <input
            className="inp"
            type="date"
            value={wish[key]}
            onChange={event => event.target.value && onWish({ [key]: event.target.value })}
          />
        </label>
      ))}
      {departments.length > 1 && (
        <label className="row tight">
          <span className="t2 nw">{t('board.dept')}</span>
          <select
            className="inp"
            value={wish.deptId ?? ''}
            onChange={event => onWish({ deptId: event.target.value || null })}
          >
            <option value="">{t('board.allDepts')}</option>
            {departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  )
}
