import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { add, cmp, div, mul, sub } from '#kernel/money.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { CardSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Meter } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Slot } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { Credit, CreditEdit } from '../customer.schema.ts'
import { customerText } from '../customer.text.ts'
import { customerCalls } from './useCustomerCalls.ts'

const shares: Field = { key: 'sharesLimit', label: customerText['customer.credit.sharesSet'], kind: 'yesNo' }
const ownFields: readonly Field[] = [
  { key: 'creditLimit', label: { en: 'Credit limit', zh: '信用额度' }, kind: 'money' },
  { key: 'creditDays', label: customerText['customer.field.creditDays'], kind: 'number', scale: 0 },
  {
    key: 'policy',
    label: customerText['customer.field.policy'],
    kind: 'choice',
    choices: (['pass', 'warn', 'block'] as const).map(value => ({
      value,
      label: customerText[`customer.policy.${value}`],
    })),
  },
]

type Props = { readonly id: string /** Of another company, which pays. */; readonly payerName?: string | null }

export function CreditPart({ id, payerName }: Props) {
  const t = useText(customerText)
  const session = useSession()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const credit = useQuery({ queryKey: ['customer', id, 'credit'], queryFn: () => customerCalls.credit({ id }) })
  if (credit.isPending) return <CardSkeleton rows={1} />
  if (!credit.data) return null
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const { creditDays, ...rest } = body as CreditEdit // the fields above, checked by the server
    await customerCalls.setCredit({ id, ...rest, ...(creditDays !== undefined && { creditDays: Number(creditDays) }) })
    await queries.invalidateQueries({ queryKey: ['customer', id] })
    setEditing(false)
  }
  return (
    <section className="card">
      <header>
        <h2>
          {payerName ? (
            <>
              {t('customer.payerCredit')}{' '}
              <Link className="link" href={`/customers/${id}`}>
                {payerName}
              </Link>
            </>
          ) : (
            t('customer.credit')
          )}
        </h2>
        <span className="grow" />
        {mayDo(session, 'customer.setCredit') && (
          <Button size="sm" onClick={() => setEditing(true)}>
            {t('customer.credit.edit')}
          </Button>
        )}
      </header>
      <div className="body">
        <CreditLine credit={credit.data} currency={session.org.currency} />
        <Slot name="credit" entity="customer" id={id} />
      </div>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('customer.credit.edit')}>
        <RecordForm
          fields={fieldsOf(credit.data)}
          record={{ ...credit.data, sharesLimit: credit.data.headId !== null }}
          draftKey={`credit:${id}`}
          onSave={save}
          onCancel={() => setEditing(false)}
        />
      </Sheet>
    </section>
  )
}

/** Whoever shares a limit has no say in it; only whoever stands below a head may. */
function fieldsOf({ headId, groupHeadId, shared }: Credit): readonly Field[] {
  if (headId !== null) return [shares]
  return groupHeadId !== null && !shared ? [...ownFields, shares] : ownFields
}

function CreditLine({ credit, currency }: { credit: Credit; currency: string }) {
  const t = useText(customerText)
  const limit = credit.creditLimit
  if (limit === null)
    return (
      <div className="stack">
        <p className="t2">{t('customer.credit.none')}</p>
        <Group credit={credit} currency={currency} />
      </div>
    )
  const share = cmp(limit, '0') === 0 ? 100 : Number(div(mul(credit.used, '100'), limit, 0))
  const left = sub(limit, credit.used)
  return (
    <div className="stack">
      <p className="row">
        <Money amount={credit.used} currency={currency} />
        <span className="t3">/</span>
        <Money amount={add(limit, '0')} currency={currency} />
      </p>
      <Meter share={Math.min(share, 100)} tone={cmp(left, '0') < 0 ? 'late' : 'cool'} label={t('customer.credit')} />
      <p className="t3">{t(`customer.policy.${credit.policy}`)}</p>
      <Group credit={credit} currency={currency} />
    </div>
  )
}

/** Whose limit it is where a group shares one, and what of it is this payer's. */
function Group({ credit, currency }: { credit: Credit; currency: string }) {
  const t = useText(customerText)
  const { headId, headName, shared, ownUsed } = credit
  if (headId === null && !shared) return null
  return (
    <p className="t2 row">
      {headId === null ? (
        t('customer.credit.sharedBy')
      ) : (
        <Link className="link" href={`/customers/${headId}`}>
          {t('customer.credit.shares', { name: headName ?? '' })}
        </Link>
      )}
      <span className="t3">
        {t('customer.credit.own')} <Money amount={ownUsed} currency={currency} />
      </span>
    </p>
  )
}
