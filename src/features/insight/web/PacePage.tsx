import { Segmented } from '#ui/Segmented.tsx'
import './Team.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { addMonths, startOfMonth } from '#kernel/clock.ts'
import { Empty } from '#ui/Empty.tsx'
import { usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { cycleCuts, paceApi, paceCuts } from '../pace.api.ts'
import { pacePageText } from '../pacePage.text.ts'
import { CycleTable, StageTable } from './PaceTables.tsx'

const paceCalls = client(paceApi, send)

/** How long deals stay in each stage, which still sit there, and how long one takes from made to won. */
export function PacePage() {
  const t = useText(pacePageText)
  const { wish, put } = usePaceWish()
  const { from, to, by, cut, pipelineId } = wish
  const stages = useQuery({
    queryKey: ['insight', 'stages', from, to, by, pipelineId],
    queryFn: () => paceCalls.stages({ from, to, by, ...(pipelineId && { pipelineId }) }),
    placeholderData: keepPreviousData,
  })
  const cycle = useQuery({
    queryKey: ['insight', 'cycle', from, to, cut],
    queryFn: () => paceCalls.cycle({ from, to, by: cut }),
    placeholderData: keepPreviousData,
  })
  const error = stages.error ?? cycle.error
  return (
    <>
      <PageTop title={t('pace.title')} />
      <div className="stack">
        <Choice wish={wish} onWish={put} pipelines={stages.data?.pipelines ?? []} />
        {error && <Problem error={error} onRetry={() => stages.refetch().then(() => cycle.refetch())} />}
        {!error && (!stages.data || !cycle.data) && <Skeleton shape="list" />}
        {!error && stages.data && cycle.data && (
          <>
            {stages.data.rows.length === 0 && cycle.data.total.count === 0 && (
              <Empty title={t('pace.none')} say={t('pace.noneSay')} />
            )}
            {stages.data.rows.length > 0 && (
              <StageTable times={stages.data} by={by}>
                <Cuts all={paceCuts} value={by} onPick={next => put({ by: next })} />
              </StageTable>
            )}
            {cycle.data.total.count > 0 && (
              <CycleTable cycles={cycle.data} by={cut}>
                <Cuts all={cycleCuts} value={cut} onPick={next => put({ cut: next })} />
              </CycleTable>
            )}
          </>
        )}
      </div>
    </>
  )
}

type PaceWish = {
  readonly from: string
  readonly to: string
  readonly by: (typeof paceCuts)[number]
  readonly cut: (typeof cycleCuts)[number]
  readonly pipelineId: string | null
}
/** What one looks at stands in the address; without a word of it, the last three months. */
function usePaceWish(): { wish: PaceWish; put: (change: Partial<PaceWish>) => void } {
  const { path, search, go } = usePlace()
  const today = useToday()
  const params = new URLSearchParams(search)
  const dayOf = (key: string, usual: string): string => {
    const said = params.get(key)
    return said && /^\d{4}-\d{2}-\d{2}$/.test(said) ? said : usual
  }
  const wish: PaceWish = {
    from: dayOf('from', addMonths(startOfMonth(today), -2)),
    to: dayOf('to', today),
    by: paceCuts.find(one => one === params.get('by')) ?? 'all',
    cut: cycleCuts.find(one => one === params.get('cut')) ?? 'owner',
    pipelineId: params.get('pipeline'),
  }
  const put = (change: Partial<PaceWish>) => {
    const { from, to, by, cut, pipelineId } = { ...wish, ...change }
    const next = new URLSearchParams({ from, to, by, cut, ...(pipelineId && { pipeline: pipelineId }) })
    go(`${path}?${next}`, { replace: true })
  }
  return { wish, put }
}

type ChoiceProps = {
  readonly wish: PaceWish
  readonly onWish: (change: Partial<PaceWish>) => void
  readonly pipelines: readonly { readonly id: string; readonly label: { readonly en: string; readonly zh: string } }[]
}
function Choice({ wish, onWish, pipelines }: ChoiceProps) {
  const t = useText(pacePageText)
  const label = useLabel()
  return (
    <div className="row wrap tight">
      {(['from', 'to'] as const).map(key => (
        <input
          key={key}
          className="inp"
          type="date"
          aria-label={key === 'from' ? t('pace.from') : t('pace.to')}
          value={wish[key]}
          onChange={event => event.target.value && onWish({ [key]: event.target.value })}
        />
      ))}
      {pipelines.length > 1 && (
        <select
          className="inp"
          aria-label={t('pace.pipeline')}
          value={wish.pipelineId ?? pipelines[0]?.id ?? ''}
          onChange={event => onWish({ pipelineId: event.target.value })}
        >
          {pipelines.map(one => (
            <option key={one.id} value={one.id}>
              {label(one.label)}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

type Cut = (typeof paceCuts)[number] | (typeof cycleCuts)[number]
type CutsProps<C extends Cut> = {
  readonly all: readonly C[]
  readonly value: C
  readonly onPick: (cut: C) => void
}
function Cuts<C extends Cut>({ all, value, onPick }: CutsProps<C>) {
  const t = useText(pacePageText)
  const say = (cut: Cut) => t(`pace.${cut}`)
  return <Segmented label={t('pace.by')} all={all} value={value} say={say} onPick={onPick} />
}
