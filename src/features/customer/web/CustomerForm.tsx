import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import { Link } from '#ui/Link.tsx'
import { ReasonCard } from '#ui/ReasonCard.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useText } from '#ui/useText.tsx'
import { customerEntity } from '../customer.entity.ts'
import type { Customer, Duplicate, NewCustomer } from '../customer.schema.ts'
import { customerText } from '../customer.text.ts'
import { customerCalls } from './useCustomerCalls.ts'

type Props = { readonly customer?: Customer; readonly onDone: (id: string) => void; readonly onCancel: () => void }

/** Creates or edits. Likely twins are shown once before a new customer is saved; a second save means it. */
export function CustomerForm({ customer, onDone, onCancel }: Props) {
  const t = useText(customerText)
  const queries = useQueryClient()
  const entity = useEntity(customerEntity)
  const [similar, setSimilar] = useState<readonly Duplicate[]>([])
  const [held, setHeld] = useState<readonly Reason[]>([])
  const [warned, setWarned] = useState(false)

  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    if (customer) {
      await customerCalls.edit({ id: customer.id, ...body, ...(version !== undefined && { version }) })
    } else {
      const draft = body as NewCustomer // the form offers exactly the entity's fields; the server checks every one
      if (!warned) {
        const { name, phone, email, uscc } = draft
        const { duplicates, held: others } = await customerCalls.similar({
          name,
          ...(phone && { phone }),
          ...(email && { email }),
          ...(uscc && { uscc }),
        })
        setWarned(true)
        setSimilar(duplicates)
        setHeld(others)
        if (duplicates.length > 0)
          throw new Refusal({ key: 'customer.duplicates', values: { count: duplicates.length } })
        if (others.length > 0) throw new Refusal('customer.heldSay')
      }
      const made = await customerCalls.create(draft)
      onDone(made.id)
    }
    await queries.invalidateQueries({ queryKey: ['customer'] })
    if (customer) onDone(customer.id)
  }

  return (
    <div className="stack">
      <ReasonCard title={t('customer.held')} reasons={held} />
      {similar.length > 0 && (
        <aside className="card" role="alert">
          <header>
            <h2>{t('customer.similar')}</h2>
          </header>
          <div className="body">
            <p>{t('customer.similar.hint')}</p>
            <ul>
              {similar.map(one => (
                <li key={one.id}>
                  <Link className="link" href={`/customers/${one.id}`}>
                    {one.title}
                  </Link>{' '}
                  <span className="t3">{t(`customer.why.${one.why}`)}</span>
                </li>
              ))}
            </ul>
          </div>
        </aside>
      )}
      <RecordForm
        fields={formFields(entity)}
        sections={entity.form}
        record={customer ?? {}}
        {...(customer && { version: customer.version })}
        draftKey={`customer:${customer?.id ?? 'new'}`}
        onSave={save}
        onCancel={onCancel}
      />
    </div>
  )
}
