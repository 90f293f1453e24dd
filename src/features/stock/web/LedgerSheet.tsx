import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldOf } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useNumber } from '#ui/Money.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { backorderText } from '../backorder.text.ts'
import { stockEntity, stockMoveEntity } from '../stock.entity.ts'
import type { StockLevel, StockMove } from '../stock.schema.ts'
import { stockText } from '../stock.text.ts'
import { BackorderSheet } from './BackorderSheet.tsx'
import { stockCalls } from './useStockCalls.ts'

const figures = stockEntity.fields.filter(field => ['onHand', 'reserved', 'available'].includes(field.key))

/** One stock row: who holds of it, and every move that made it what it is. */
export function LedgerSheet({ level, onClose }: { level: StockLevel; onClose: () => void }) {
  return (
    <Sheet open onClose={onClose} title={level.productName} width={560}>
      <div className="stack">
        <p className="row t2">
          <span>{level.productCode}</span>
          <span>{level.warehouseName}</span>
          {level.batch && <span>{level.batch}</span>}
          <span>{level.unit}</span>
        </p>
        <FieldList fields={figures} record={level} columns={3} />
        <Limit level={level} />
        <Holds level={level} />
        <Ledger level={level} />
      </div>
    </Sheet>
  )
}

/** How far below it may be promised; set here by whoever may. */
function Limit({ level }: { level: StockLevel }) {
  const t = useText(backorderText)
  const number = useNumber()
  const session = useSession()
  const [open, setOpen] = useState(false)
  if (!mayDo(session, 'stock.backorder')) return null
  return (
    <p className="row">
      <span className="t2">{t('backorder.limit')}</span>
      <b className="b">{number(level.backorderLimit)}</b>
      <Button
        kind="text"
        size="sm"
        icon="edit"
        aria-label={t('backorder.edit', { name: level.productName })}
        onClick={() => setOpen(true)}
      />
      {open && <BackorderSheet level={level} onClose={() => setOpen(false)} />}
    </p>
  )
}

function Holds({ level }: { level: StockLevel }) {
  const t = useText(stockText)
  const number = useNumber()
  const { productId, warehouseId } = level
  const holds = useQuery({
    queryKey: ['stock', 'holds', productId, warehouseId],
    queryFn: () => stockCalls.holds({ productId, warehouseId }),
  })
  return (
    <section>
      <h2 className="b">{t('stock.holds')}</h2>
      {holds.data?.length === 0 && <p className="t3">{t('stock.noHolds')}</p>}
      <ul>
        {holds.data?.map(hold => (
          <li key={hold.id} className="row">
            <span className="grow cut">{hold.holder ?? t('stock.heldElsewhere')}</span>
            {hold.expiresAt && (
              <span className="t3">
                {t('stock.until')} <When at={hold.expiresAt} />
              </span>
            )}
            <span className="num">{number(hold.qty)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Ledger({ level }: { level: StockLevel }) {
  const t = useText(stockText)
  const filter = JSON.stringify({
    all: [
      { field: 'productId', op: 'is', value: level.productId },
      { field: 'warehouseId', op: 'is', value: level.warehouseId },
      { field: 'batch', op: 'is', value: level.batch },
    ],
  })
  const moves = useInfiniteQuery({
    queryKey: ['stockMove', 'list', { filter }],
    queryFn: ({ pageParam }) => stockCalls.ledger({ filter, limit: 50, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
  })
  if (moves.error) return <Problem error={moves.error} onRetry={() => moves.refetch()} />
  if (!moves.data) return <Skeleton shape="list" />
  const rows = moves.data.pages.flatMap(page => page.items)
  return (
    <section>
      <h2 className="b">{t('stock.ledger')}</h2>
      {rows.length === 0 && <p className="t3">{t('stock.ledgerEmpty')}</p>}
      <ol>
        {rows.map(move => (
          <Move key={move.id} move={move} />
        ))}
      </ol>
      {moves.hasNextPage && (
        <Button busy={moves.isFetchingNextPage} onClick={() => moves.fetchNextPage()}>
          {t('stock.more')}
        </Button>
      )}
    </section>
  )
}

const paths: Readonly<Record<string, string>> = { shipment: '/shipments', goodsReturn: '/goods-returns' }

function Move({ move }: { move: StockMove }) {
  const t = useText(stockText)
  const label = useLabel()
  const number = useNumber()
  const kind = fieldOf(stockMoveEntity, 'kind')?.choices?.find(choice => choice.value === move.kind)
  return (
    <li className="row">
      <Tag tone={kind?.tone ?? 'off'}>{kind ? label(kind.label) : move.kind}</Tag>
      {move.recordId ? (
        <Link className="link cut grow" href={`${paths[move.entity] ?? '/stock/documents'}/${move.recordId}`}>
          {move.paper}
        </Link>
      ) : (
        <span className="t3 cut grow">{t('stock.paperElsewhere')}</span>
      )}
      <span className="t3">
        <When at={move.at} />
      </span>
      <b className={move.qty.startsWith('-') ? 'num late' : 'num'}>
        {move.qty.startsWith('-') ? '' : '+'}
        {number(move.qty)}
      </b>
      <span className="num t2">{number(move.onHand)}</span>
    </li>
  )
}
