import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { creditReleaseEntity } from '../creditRelease.entity.ts'
import type { CreditRelease, OrderRelease } from '../creditRelease.schema.ts'
import { creditReleaseText } from '../creditRelease.text.ts'
import { ReleaseAsked } from './ReleaseAsked.tsx'
import { ReleaseSheet } from './ReleaseSheet.tsx'
import { useOrderRelease } from './useReleaseCalls.ts'

type Props = { readonly orderId: string; readonly version?: number; readonly title?: string }

/** Beside an order's credit: what lets it pass the limit, or where one asks for it. */
export function ReleaseRow({ orderId, version, title }: Props) {
  const found = useOrderRelease(orderId, version)
  return found.data ? <Shown orderId={orderId} found={found.data} {...(title && { title })} /> : null
}

const speaks = ({ release, isOver }: OrderRelease): boolean =>
  isOver || release?.standing === 'asked' || release?.standing === 'live'

function Shown({ orderId, found, title }: { orderId: string; found: OrderRelease; title?: string }) {
  const t = useText(creditReleaseText)
  const [asking, setAsking] = useState(false)
  const { release, mayAsk, needed } = found
  if (!speaks(found) && !mayAsk) return null
  return (
    <>
      <div className="releaserow">
        <b className="b">{title ?? t('creditRelease.title')}</b>
        {release && <Standing release={release} />}
        <span className="grow" />
        {mayAsk && (
          <Button size="sm" onClick={() => setAsking(true)}>
            {t(release?.standing === 'live' ? 'creditRelease.askMore' : 'creditRelease.ask')}
          </Button>
        )}
        <ReleaseSheet orderId={orderId} needed={needed} open={asking} onClose={() => setAsking(false)} />
      </div>
      {release?.standing === 'asked' && <ReleaseAsked orderId={orderId} version={release.version} />}
    </>
  )
}

const choices = creditReleaseEntity.fields.find(field => field.key === 'standing')?.choices

function Standing({ release }: { release: CreditRelease }) {
  const t = useText(creditReleaseText)
  const { org } = useSession()
  const { id, standing, number, amount, until, askedByName, decidedByName } = release
  const by = standing === 'asked' ? askedByName : decidedByName
  const tone = choices?.find(one => one.value === standing)?.tone ?? 'off'
  return (
    <>
      <Tag tone={tone}>{t(`standing.creditRelease.${standing}`)}</Tag>
      <Link className="link" href={`/credit-releases/${id}`}>
        {number}
      </Link>
      {/* absent for whoever may not see the limit */}
      {amount !== undefined && <Money amount={amount} currency={org.currency} />}
      <span className="t3">
        {t('creditRelease.until')} <Day day={until} />
      </span>
      {by && (
        <span className="t3">
          {t(standing === 'asked' ? 'creditRelease.askedBy' : 'creditRelease.by', { name: by })}
        </span>
      )}
    </>
  )
}
