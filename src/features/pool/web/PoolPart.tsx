import { useQuery, useQueryClient } from '@tanstack/react-query'
import { leadApi } from '#features/lead/lead.api.ts'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { type Asked, MoveBar } from '#ui/MoveBar.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { send } from '#ui/send.ts'
import { useDay } from '#ui/useDay.ts'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { PoolMove } from '../pool.flow.ts'
import type { Standing } from '../pool.schema.ts'
import { poolPageText } from '../poolPage.text.ts'
import { customerPoolCalls, leadPoolCalls } from './usePools.ts'

const names: readonly string[] = [
  'claim',
  'assign',
  'transfer',
  'return',
  'recycle',
  'lock',
  'unlock',
] satisfies PoolMove[]
const isMove = (move: string): move is PoolMove => names.includes(move)
const leadCalls = client(leadApi, send)

const reason: Field = {
  key: 'reason',
  label: poolPageText['pool.reason'],
  kind: 'text',
  required: true,
  maxLength: 500,
}
const give: readonly Field[] = [
  { key: 'ownerId', label: poolPageText['pool.takes'], kind: 'user', refEntity: 'user', required: true },
  { key: 'note', label: poolPageText['pool.note'], kind: 'text', maxLength: 500 },
]
const asks: Partial<Record<PoolMove, readonly Field[]>> = {
  assign: give,
  transfer: give,
  return: [reason],
  recycle: [reason],
}

/** How a record stands to its pool, and what may be done about it. */
export function PoolPart({ entity, id }: SlotProps) {
  const t = useText(poolPageText)
  const queries = useQueryClient()
  const kind = entity === 'lead' ? 'lead' : 'customer'
  const standing = useQuery({
    queryKey: [entity, id, 'pool'],
    queryFn: () => (kind === 'lead' ? leadPoolCalls : customerPoolCalls).standing({ id }),
  })
  if (standing.error || (standing.data && (!standing.data.pool || standing.data.state === 'closed'))) return null
  const run = async (move: PoolMove, values: Asked) => {
    await act(kind, id, move, values)
    await Promise.all([[entity], ['pool']].map(queryKey => queries.invalidateQueries({ queryKey })))
  }
  const offers = standing.data?.offers.flatMap(
    ({ move, ok, reasons }) => (isMove(move) ? [{ move, ok, reasons: reasons as { key: string }[] }] : []), // the answer's reasons, as every offer has them
  )
  return (
    <section className="card">
      <header>
        <h2>{t('pool.part')}</h2>
      </header>
      <div className="body stack">
        {standing.data ? <Where standing={standing.data} /> : <RowsSkeleton rows={1} />}
        <MoveBar<PoolMove>
          offers={offers}
          label={move => t(`move.pool.${move}`)}
          onMove={run}
          primary="claim"
          asks={asks}
        />
      </div>
    </section>
  )
}

function Where({ standing }: { standing: Standing }) {
  const t = useText(poolPageText)
  const day = useDay()
  const { state, pool, since, dueOn, rule } = standing
  const name = pool?.name ?? ''
  if (state === 'pooled')
    return (
      <p>
        {t('pool.in', { pool: name })} <When at={since} />
      </p>
    )
  if (state === 'locked') return <p>{t('pool.lockedSay')}</p>
  if (dueOn && rule)
    return (
      <p>
        {t('pool.goes', { pool: name, date: day(dueOn), rule: t(`pool.ruleSay.${rule.kind}`, { days: rule.days }) })}
      </p>
    )
  return <p className="t2">{t('pool.home', { pool: name })}</p>
}

async function act(
  kind: 'lead' | 'customer',
  id: string,
  ...[move, values]: readonly [PoolMove, Asked]
): Promise<void> {
  const words = String(values.reason ?? '')
  const gives = { id, ownerId: String(values.ownerId ?? ''), ...(values.note ? { note: String(values.note) } : {}) }
  const own = kind === 'lead' ? leadPoolCalls : customerPoolCalls
  if (move === 'recycle') await own.recycle({ id, reason: words })
  else if (move === 'claim' || move === 'lock' || move === 'unlock') await own[move]({ id })
  else if (move === 'return') await (kind === 'lead' ? leadCalls : customerPoolCalls).return({ id, reason: words })
  else await (kind === 'lead' ? leadCalls : customerPoolCalls).assign(gives)
}
