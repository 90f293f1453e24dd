import type { ReactNode } from 'react'
import { TableScroll } from '#ui/TableScroll.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import type { Cycle, Cycles, cycleCuts, paceCuts, StageTime, StageTimes } from '../pace.api.ts'
import { pacePageText } from '../pacePage.text.ts'

const said = (days: number | null): string => (days === null ? '–' : String(days))

type FrameProps = {
  readonly title: string
  readonly say: string
  readonly heads: readonly string[]
  /** So many of the heads are words. */
  readonly words: number
  readonly cuts: ReactNode
  readonly children: ReactNode
}
function Frame({ title, say, heads, words, cuts, children }: FrameProps) {
  return (
    <section className="card">
      <header className="row wrap pace-head">
        <h2>{title}</h2>
        <small className="t3 grow">{say}</small>
        {cuts}
      </header>
      <TableScroll label={title}>
        <table className="tbl">
          <thead>
            <tr>
              {heads.map((head, at) => (
                <th key={head} scope="col" className={at < words ? '' : 'num'}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </TableScroll>
    </section>
  )
}

type StageProps = {
  readonly times: StageTimes
  readonly by: (typeof paceCuts)[number]
  readonly children: ReactNode
}
const figures = ['left', 'onward', 'median', 'average', 'p90', 'sitting', 'sittingMedian', 'sittingMost'] as const

/** One row a stage, or a stage of each person or department; what sits longer than the stage allows is marked. */
export function StageTable({ times, by, children }: StageProps) {
  const t = useText(pacePageText)
  const label = useLabel()
  const rows = times.stages.flatMap(stage =>
    times.rows.filter(row => row.stageId === stage.id).map(row => ({ row, stage })),
  )
  const heads = [t('pace.stage'), ...(by === 'all' ? [] : [t('pace.who')]), ...figures.map(key => t(`pace.${key}`))]
  return (
    <Frame
      title={t('pace.stages')}
      say={t('pace.stagesSay')}
      heads={heads}
      words={by === 'all' ? 1 : 2}
      cuts={children}
    >
      {rows.map(({ row, stage }) => (
        <tr key={`${row.key} ${stage.id}`}>
          <td className="b nw">{label(stage.label)}</td>
          {by !== 'all' && <td className="nw">{row.name ?? t('pace.nobody')}</td>}
          <td className="num">{row.left}</td>
          <td className="num">{onwardOf(row)}</td>
          {(['median', 'average', 'p90'] as const).map(key => (
            <td key={key} className="num">
              {said(row[key])}
            </td>
          ))}
          <td className="num">{row.sitting}</td>
          {(['sittingMedian', 'sittingMost'] as const).map(key => (
            <td key={key} className={isLong(row[key], stage.rottingDays) ? 'num late' : 'num'}>
              {said(row[key])}
            </td>
          ))}
        </tr>
      ))}
    </Frame>
  )
}

const onwardOf = ({ left, onward }: StageTime): string => (left === 0 ? '–' : `${Math.round((onward * 100) / left)} %`)
const isLong = (days: number | null, most: number | null): boolean => days !== null && most !== null && days > most

type CycleProps = {
  readonly cycles: Cycles
  readonly by: (typeof cycleCuts)[number]
  readonly children: ReactNode
}
export function CycleTable({ cycles: { total, rows }, by, children }: CycleProps) {
  const t = useText(pacePageText)
  const heads = [t('pace.who'), ...(['won', 'median', 'average', 'p90'] as const).map(key => t(`pace.${key}`))]
  const nameOf = (row: Cycle) => (by === 'month' ? row.key?.slice(0, 7) : row.name) ?? t('pace.nobody')
  return (
    <Frame title={t('pace.cycle')} say={t('pace.cycleSay')} heads={heads} words={1} cuts={children}>
      {[...rows.map(row => ({ row, name: nameOf(row) })), { row: total, name: t('pace.all') }].map(
        ({ row, name }, at) => (
          <tr key={at === rows.length ? 'total' : (row.key ?? '')}>
            <td className="b nw">{name}</td>
            <td className="num">{row.count}</td>
            {(['median', 'average', 'p90'] as const).map(key => (
              <td key={key} className="num">
                {said(row[key])}
              </td>
            ))}
          </tr>
        ),
      )}
    </Frame>
  )
}
