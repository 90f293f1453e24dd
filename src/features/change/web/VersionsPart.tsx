import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Link } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { OrderVersion } from '../change.schema.ts'
import { changePageText } from '../changePage.text.ts'
import { ChangeLines } from './ChangeLines.tsx'
import { changeCalls } from './useChangeCalls.ts'
import './Change.css'

/** The versions of an order, newest first: what each changed, who and why. Nothing where it never changed. */
export function VersionsPart({ id }: SlotProps) {
  const t = useText(changePageText)
  const found = useQuery({ queryKey: ['change', 'versions', id], queryFn: () => changeCalls.versions({ id }) })
  const versions = found.data?.items ?? []
  if (versions.length < 2) return null
  return (
    <section className="card">
      <header>
        <h2>{t('change.versions')}</h2>
        <span className="t3">{versions.length}</span>
      </header>
      <div className="body stack">
        {versions.map(version => (
          <Version key={version.revision} orderId={id} version={version} />
        ))}
      </div>
    </section>
  )
}

function Version({ orderId, version }: { readonly orderId: string; readonly version: OrderVersion }) {
  const t = useText(changePageText)
  const [open, setOpen] = useState(false)
  const { revision, changeId, number, reason, at, byName, grossAfter, currency } = version
  return (
    <div>
      <div className="row">
        <Link className="link" href={`/orders/${orderId}/versions/${revision}`}>
          <b className="b">{t('change.versionNo', { no: revision })}</b>
        </Link>
        {changeId && number ? (
          <Link className="link" href={`/changes/${changeId}`}>
            {number}
          </Link>
        ) : (
          <span className="t3">{t('change.first')}</span>
        )}
        <span className="t3">
          <When at={at} /> {byName && t('change.by', { name: byName })}
        </span>
        <span className="grow" />
        {grossAfter != null && <Money amount={grossAfter} currency={currency} />}
        {version.lines.length > 0 && (
          <Button kind="text" size="sm" onClick={() => setOpen(!open)} aria-expanded={open}>
            {t('change.what')}
          </Button>
        )}
      </div>
      {reason && <div className="t3">{reason}</div>}
      {open && <ChangeLines lines={version.lines} />}
    </div>
  )
}
