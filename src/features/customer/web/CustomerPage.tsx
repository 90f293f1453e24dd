import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldOf } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { customerEntity } from '../customer.entity.ts'
import type { CustomerMove } from '../customer.flow.ts'
import type { Customer } from '../customer.schema.ts'
import { customerText } from '../customer.text.ts'
import { CreditPart } from './CreditPart.tsx'
import { CustomerForm } from './CustomerForm.tsx'
import { customerCalls } from './useCustomerCalls.ts'

export function CustomerPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const customer = useQuery({ queryKey: ['customer', id], queryFn: () => customerCalls.get({ id }) })
  if (customer.error) return <Problem error={customer.error} onRetry={() => customer.refetch()} />
  if (!customer.data) return <Skeleton shape="record" />
  return <CustomerRecord customer={customer.data} />
}

function CustomerRecord({ customer }: { customer: Customer }) {
  const t = useText(customerText)
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(customerEntity)
  const [editing, setEditing] = useState(false)
  const shared = customer.poolId !== null && !mayDo(session, 'pool.contact')
  const life = fieldOf(customerEntity, 'life')?.choices?.find(choice => choice.value === customer.life)
  return (
    <>
      <PageTop title={customer.name} back={{ label: label(entity.plural), href: '/customers' }} />
      <Slot name="strip" entity="customer" id={customer.id} />
      <RecordHead
        title={customer.name}
        {...(life && { state: { label: label(life.label), tone: life.tone ?? 'off' } })}
        sub={
          <>
            <span>{customer.number}</span>
            <span>
              {customer.ownerName ? t('customer.owner', { name: customer.ownerName }) : t('customer.noOwner')}
            </span>
            {customer.region && <span>{customer.region}</span>}
          </>
        }
        facts={[
          { label: t('customer.fact.openDeals'), value: customer.openDeals },
          { label: t('customer.fact.orders'), value: customer.orders },
          {
            label: t('customer.fact.last'),
            value: customer.lastFollowupAt ? <When at={customer.lastFollowupAt} /> : t('customer.never'),
          },
        ]}
        {...(customer.creditUsed !== undefined && {
          sum: {
            label: t('customer.fact.credit'),
            value: <Money amount={customer.creditUsed ?? '0'} currency={session.org.currency} />,
          },
        })}
      />
      <CustomerMoves customer={customer} onEdit={() => setEditing(true)} />
      <div className="rec-grid">
        <div className="stack">
          <section className="card">
            <header>
              <h2>{t('customer.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={formFields(entity)} record={customer} compact />
            </div>
          </section>
          {mayDo(session, 'customer.credit') && customer.payerId && (
            <CreditPart id={customer.payerId} payerName={customer.payerName} />
          )}
          {mayDo(session, 'customer.credit') && <CreditPart id={customer.id} />}
          <Slot name="related" entity="customer" id={customer.id} shared={shared} />
          <Slot name="files" entity="customer" id={customer.id} shared={shared} />
        </div>
        <div className="side stack">
          <Slot name="timeline" entity="customer" id={customer.id} shared={shared} />
        </div>
      </div>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('customer.edit')} width={560}>
        <CustomerForm customer={customer} onDone={() => setEditing(false)} onCancel={() => setEditing(false)} />
      </Sheet>
    </>
  )
}

function CustomerMoves({ customer, onEdit }: { customer: Customer; onEdit: () => void }) {
  const t = useText(customerText)
  const session = useSession()
  const queries = useQueryClient()
  const offers = useQuery({
    queryKey: ['customer', customer.id, 'moves', customer.version],
    queryFn: () => customerCalls.offers({ id: customer.id }),
  })
  const names: Record<string, CustomerMove> = { block: 'block', unblock: 'unblock' }
  const run = async (move: string) => {
    const name = names[move]
    if (name) await customerCalls[name]({ id: customer.id, version: customer.version })
    await queries.invalidateQueries({ queryKey: ['customer'] })
  }
  return (
    <MoveBar
      offers={offers.data ?? (offers.error ? [] : undefined)}
      label={move => t(move === 'block' ? 'move.customer.block' : 'move.customer.unblock')}
      onMove={run}
    >
      {mayDo(session, 'customer.edit') && (
        <Button icon="edit" onClick={onEdit}>
          {t('customer.edit')}
        </Button>
      )}
    </MoveBar>
  )
}
