import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { stockText } from '../stock.text.ts'
import { warehouseEntity } from '../warehouse.entity.ts'
import type { NewWarehouse, Warehouse } from '../warehouse.schema.ts'
import { warehouseCalls } from './useStockCalls.ts'

export function WarehousesPage() {
  const t = useText(stockText)
  const session = useSession()
  const [editing, setEditing] = useState<Warehouse | 'new'>()
  const list = useQuery({
    queryKey: ['warehouse', 'list', 'settings'],
    queryFn: () => warehouseCalls.list({ limit: 200 }),
  })
  if (list.error) return <Problem error={list.error} onRetry={() => list.refetch()} />
  if (!list.data) return <Skeleton shape="list" />
  const create = mayDo(session, 'warehouse.create') && (
    <Button kind="primary" icon="plus" onClick={() => setEditing('new')}>
      {t('stock.newWarehouse')}
    </Button>
  )
  const mayEdit = mayDo(session, 'warehouse.edit')
  return (
    <>
      <PageTop title={t('stock.warehouses')} back={{ label: t('stock.settings'), href: '/settings' }} />
      <section className="card">
        <header>
          <p className="t2 grow">{t('stock.warehousesSay')}</p>
          {create}
        </header>
        {list.data.items.length === 0 && <Empty title={t('stock.noWarehouses')} action={create} />}
        <table className="tbl wide">
          <tbody>
            {inOrder(list.data.items).map(one => (
              <tr key={one.id}>
                <td>
                  <span className="pn">{one.name}</span> <small className="t3">{one.code}</small>
                  {one.address && <div className="t3">{one.address}</div>}
                </td>
                <td>
                  {one.isDefault && <Tag tone="ok">{t('stock.default')}</Tag>}
                  {one.customerId && (
                    <Tag tone="cool">
                      {one.customerName ? t('stock.siteOf', { name: one.customerName }) : t('stock.site')}
                    </Tag>
                  )}
                  {!one.sellable && !one.customerId && <Tag tone="warn">{t('stock.quarantine')}</Tag>}
                  {one.state === 'inactive' && <Tag>{t('stock.inactive')}</Tag>}
                </td>
                <td className="num">
                  {mayEdit && <Button kind="text" icon="edit" aria-label={one.name} onClick={() => setEditing(one)} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {editing && (
        <WarehouseSheet {...(editing !== 'new' && { warehouse: editing })} onClose={() => setEditing(undefined)} />
      )}
    </>
  )
}

/** The company's own first. */
const inOrder = (all: readonly Warehouse[]): Warehouse[] =>
  all.toSorted((a, b) => Number(a.customerId !== null) - Number(b.customerId !== null))

const ofOwn: ReadonlySet<string> = new Set(['isDefault', 'sellable'])

function WarehouseSheet({ warehouse, onClose }: { warehouse?: Warehouse; onClose: () => void }) {
  const t = useText(stockText)
  const queries = useQueryClient()
  // what lies at a customer's is for sale to nobody, and no order takes from there first
  const fields = useEntity(warehouseEntity).fields.filter(({ key }) => !warehouse?.customerId || !ofOwn.has(key))
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    if (warehouse) await warehouseCalls.edit({ id: warehouse.id, ...body, ...(version !== undefined && { version }) })
    else await warehouseCalls.create(body as NewWarehouse) // the form offers exactly these fields; the server checks every one
    await queries.invalidateQueries({ queryKey: ['warehouse'] })
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={warehouse?.name ?? t('stock.newWarehouse')}>
      <RecordForm
        fields={fields}
        record={warehouse ?? {}}
        {...(warehouse && { version: warehouse.version })}
        draftKey={`warehouse:${warehouse?.id ?? 'new'}`}
        onSave={save}
        onCancel={onClose}
      />
    </Sheet>
  )
}
