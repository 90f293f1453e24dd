import { MiniThread, Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { Person } from '#ui/Person.tsx'
import { useNow } from '#ui/useNow.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { isRotting } from '../deal.rules.ts'
import type { Deal } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { useWaitingStage } from './StageWaiting.tsx'
import { shownReason, useReasons } from './useParts.ts'

/** Under the name: customer, amount, the next step or that there is none. */
export function DealCard({ deal }: { deal: Deal }) {
  const t = useText(dealText)
  const waiting = useWaitingStage(deal)
  return (
    <>
      <p className="cut">{deal.customerName}</p>
      {waiting && (
        <p className="cut">
          <Tag tone="warm">{t('deal.waitsFor', { stage: waiting })}</Tag>
        </p>
      )}
      <footer>
        <b>
          <Money amount={deal.amount} currency={deal.currency} short />
        </b>
        <NextWords deal={deal} />
        {deal.ownerName && <Person name={deal.ownerName} disc />}
      </footer>
    </>
  )
}

function LostWords({ deal }: { deal: Deal }) {
  const label = useLabel()
  const known = shownReason('lost', useReasons()).choices?.find(one => one.value === deal.lostReason)
  return <span className="cut">{known ? label(known.label) : deal.lostReason}</span>
}

function NextWords({ deal }: { deal: Deal }) {
  const t = useText(dealText)
  const now = useNow()
  if (deal.state === 'won') return <MiniThread at={deal.liveOrders > 0 ? 'order' : 'handoff'} />
  if (deal.state === 'lost') return <LostWords deal={deal} />
  const days = Math.floor((now.getTime() - Date.parse(deal.stageSince)) / 86_400_000)
  const rotting = isRotting(deal, now)
  if (deal.nextStep || deal.nextStepAt) {
    const late = deal.nextStepAt !== null && Date.parse(deal.nextStepAt) < now.getTime()
    return (
      <span className={late ? 'late cut' : 'cut'}>
        {deal.nextStepAt && <When at={deal.nextStepAt} />} {deal.nextStep}
      </span>
    )
  }
  if (!rotting) return <span className="warn cut">{t('deal.noNextStep')}</span>
  return <span className="warn cut">{t('deal.standsIdle', { days })}</span>
}
