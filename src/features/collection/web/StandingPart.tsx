import './Standing.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isZero, neg, signOf } from '#kernel/money.ts'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { StandingPart as Part, Standing } from '../standing.schema.ts'
import { standingText } from '../standing.text.ts'
import { StandingRows } from './StandingRows.tsx'
import { standingCalls } from './useCollectionCalls.ts'

/** What a payer's credit is used for; each figure opens the rows that it adds up. */
export function StandingPart({ id }: SlotProps) {
  const t = useText(standingText)
  const [open, setOpen] = useState<Part>()
  const standing = useQuery({ queryKey: ['credit', id, 'parts'], queryFn: () => standingCalls.get({ id }) })
  if (standing.error) return null
  if (!standing.data) return <RowsSkeleton rows={4} />
  const { parts } = standing.data
  const shown = parts.filter(({ part, amount }) => always.has(part) || !isZero(amount))
  return (
    <>
      <dl className="standing">
        {shown
          .filter(({ part }) => part !== 'held')
          .map(one => (
            <Figure key={one.part} {...one} onOpen={() => setOpen(one.part)} />
          ))}
        <Sums id={id} standing={standing.data} />
        {shown
          .filter(({ part }) => part === 'held')
          .map(one => (
            <Figure key={one.part} {...one} onOpen={() => setOpen(one.part)} />
          ))}
      </dl>
      <Sheet open={open !== undefined} onClose={() => setOpen(undefined)} title={open ? t(`standing.${open}`) : ''}>
        {open && <StandingRows id={id} part={open} />}
      </Sheet>
    </>
  )
}

const always = new Set<Part>(['unshipped', 'unbilled', 'billed'])

type FigureProps = Standing['parts'][number] & { readonly onOpen: () => void }

function Figure({ part, amount, count, onOpen }: FigureProps) {
  const t = useText(standingText)
  const { org } = useSession()
  return (
    <div className={part === 'held' ? 'within' : undefined}>
      <dt>{t(`standing.${part}`)}</dt>
      <dd>
        {count === 0 ? (
          <Money amount="0" currency={org.currency} />
        ) : (
          <button type="button" className="link" onClick={onOpen}>
            <Money amount={amount} currency={org.currency} />
          </button>
        )}
      </dd>
    </div>
  )
}

function Sums({ id, standing }: { id: string; standing: Standing }) {
  const t = useText(standingText)
  const session = useSession()
  const { used, groupUsed, available, overdue } = standing
  const money = (amount: string) => <Money amount={amount} currency={session.org.currency} />
  const isOver = available !== null && signOf(available) < 0
  return (
    <>
      <div className="sum">
        <dt>{t('standing.used')}</dt>
        <dd>{money(used)}</dd>
      </div>
      {groupUsed !== null && (
        <div>
          <dt>{t('standing.groupUsed')}</dt>
          <dd>{money(groupUsed)}</dd>
        </div>
      )}
      {available !== null && (
        <div className={isOver ? 'late' : undefined}>
          <dt>{t(isOver ? 'standing.over' : 'standing.available')}</dt>
          <dd>{money(isOver ? neg(available) : available)}</dd>
        </div>
      )}
      {!isZero(overdue) && (
        <div className="late">
          <dt>{t('standing.overdue')}</dt>
          <dd>
            {mayDo(session, 'receivable.read') ? (
              <Link className="link" href={`/receivables/${id}`}>
                {money(overdue)}
              </Link>
            ) : (
              money(overdue)
            )}
          </dd>
        </div>
      )}
    </>
  )
}
