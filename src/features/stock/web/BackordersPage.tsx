import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { useNumber } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useText } from '#ui/useText.tsx'
import { backorderText } from '../backorder.text.ts'
import type { StockLevel } from '../stock.schema.ts'
import { BackorderSheet } from './BackorderSheet.tsx'
import { stockCalls } from './useStockCalls.ts'

const filter = JSON.stringify({ field: 'backorderLimit', op: 'gt', value: '0' })

/** Every place where orders may be promised below what is there. */
export function BackordersPage() {
  const t = useText(backorderText)
  const [open, setOpen] = useState<StockLevel | 'new'>()
  const list = useQuery({
    queryKey: ['stock', 'list', 'backorders'],
    queryFn: () => stockCalls.levels({ filter, limit: 200 }),
  })
  if (list.error) return <Problem error={list.error} onRetry={() => list.refetch()} />
  if (!list.data) return <Skeleton shape="list" />
  const add = (
    <Button kind="primary" icon="plus" onClick={() => setOpen('new')}>
      {t('backorder.add')}
    </Button>
  )
  return (
    <>
      <PageTop title={t('backorder.title')} back={{ label: t('backorder.settings'), href: '/settings' }} />
      <section className="card">
        <header>
          <p className="t2 grow">{t('backorder.sayLong')}</p>
          {list.data.items.length > 0 && add}
        </header>
        {list.data.items.length === 0 && <Empty title={t('backorder.none')} action={add} />}
        <table className="tbl wide">
          <tbody>
            {list.data.items.map(level => (
              <Level key={level.id} level={level} onEdit={() => setOpen(level)} />
            ))}
          </tbody>
        </table>
      </section>
      {open && <BackorderSheet level={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

function Level({ level, onEdit }: { level: StockLevel; onEdit: () => void }) {
  const t = useText(backorderText)
  const number = useNumber()
  const { productName, productCode, warehouseName, batch, onHand, reserved, unit, backorderLimit } = level
  return (
    <tr>
      <td>
        <span className="pn">{productName}</span> <small className="t3">{productCode}</small>
        <div className="t3">
          {warehouseName} {batch} {t('backorder.free', { onHand: number(onHand), reserved: number(reserved) })}
        </div>
      </td>
      <td className="num nw">
        {number(backorderLimit)} {unit}
      </td>
      <td className="num">
        <Button kind="text" icon="edit" aria-label={t('backorder.edit', { name: productName })} onClick={onEdit} />
      </td>
    </tr>
  )
}
