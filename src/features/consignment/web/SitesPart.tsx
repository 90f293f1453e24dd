import '#ui/RelatedRows.css'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { Consigned } from '../consigned.schema.ts'
import { type Piece, piecesOf, sumsOf } from '../pieces.rules.ts'
import { consignText } from '../screen.text.ts'
import { SiteSheet } from './SiteSheet.tsx'
import { settleHref, useLying, useSites } from './useConsignmentCalls.ts'

/** On a customer's page: where goods of ours lie at theirs, and how much. */
export function SitesPart({ id }: SlotProps) {
  const t = useText(consignText)
  const session = useSession()
  const [making, setMaking] = useState(false)
  const sites = useSites(id)
  const lying = useLying({ customerId: id }, (sites.data?.length ?? 0) > 0)
  const mayMake = mayDo(session, 'warehouse.create')
  // whoever can do nothing about it is not told that there is none
  if (sites.data?.length === 0 && !mayMake) return null
  const at = Map.groupBy(lying.data ?? [], row => row.siteId)
  return (
    <section className="card">
      <header>
        <h2>{t('consign.title')}</h2>
        <span className="grow" />
        {mayMake && (
          <Button size="sm" icon="plus" onClick={() => setMaking(true)}>
            {t('consign.newSite')}
          </Button>
        )}
      </header>
      <div className="body">
        {sites.isPending && <RowsSkeleton rows={1} />}
        {sites.data?.length === 0 && <p className="t3">{t('consign.sitesNone')}</p>}
        {sites.data?.map(site => (
          <Site key={site.id} site={site} customerId={id} rows={at.get(site.id) ?? []} />
        ))}
      </div>
      {making && <SiteSheet customerId={id} onDone={() => setMaking(false)} onClose={() => setMaking(false)} />}
    </section>
  )
}

type SiteProps = {
  readonly site: { readonly id: string; readonly name: string; readonly state: string }
  readonly customerId: string
  readonly rows: readonly Consigned[]
}
const most = 6

function Site({ site, customerId, rows }: SiteProps) {
  const t = useText(consignText)
  const session = useSession()
  const pieces = piecesOf(rows)
  return (
    <article>
      <p className="relrow">
        <b className="b cut">{site.name}</b>
        {site.state === 'inactive' && <Tag>{t('consign.notInUse')}</Tag>}
        <span className="grow" />
        {rows.length > 0 && mayDo(session, 'settlement.create') && (
          <Button size="sm" href={settleHref({ customerId, siteId: site.id })}>
            {t('consign.settle')}
          </Button>
        )}
      </p>
      {pieces.length === 0 && <p className="t3">{t('consign.nothing')}</p>}
      {pieces.slice(0, most).map(piece => (
        <PieceRow key={piece.key} piece={piece} />
      ))}
      {pieces.length > most && (
        <Link className="link" href={lyingAt(site.id)}>
          {t('consign.more', { count: pieces.length - most })}
        </Link>
      )}
    </article>
  )
}

const lyingAt = (siteId: string): string =>
  `/consigned?${new URLSearchParams({ filter: JSON.stringify({ field: 'siteId', op: 'in', value: [siteId] }) })}`

function PieceRow({ piece: { name, batch, qty, unit, days, rows } }: { readonly piece: Piece }) {
  const t = useText(consignText)
  const number = useNumber()
  return (
    <p className="relrow">
      <span className="cut">
        {name} <small className="t3">{batch}</small>
      </span>
      <span className="nw">
        {number(qty)} {unit}
      </span>
      <small className="t3">{t('consign.days', { days })}</small>
      <span className="grow" />
      {sumsOf(rows).map(([currency, amount]) => (
        <Money key={currency} amount={amount} currency={currency} />
      ))}
    </p>
  )
}
