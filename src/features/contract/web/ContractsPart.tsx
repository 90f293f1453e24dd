import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link, useGo } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useReason, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { contractEntity } from '../contract.entity.ts'
import { contractText } from '../contract.text.ts'
import { contractScreenText } from '../screen.text.ts'
import { ContractForm } from './ContractForm.tsx'
import { contractCalls, useRefreshContract } from './useContractCalls.ts'
import './Contract.css'

/** The contracts of a customer, a deal or a quote, on that record's page. */
export function ContractsPart({ entity, id }: SlotProps) {
  const t = useText(contractScreenText)
  const words = useText(contractText)
  const label = useLabel()
  const filter = JSON.stringify({ field: `${entity}Id`, op: 'is', value: id })
  const contracts = useQuery({
    queryKey: ['contract', 'list', entity, id],
    queryFn: () => contractCalls.list({ filter, limit: 50 }),
  })
  const tones = contractEntity.fields.find(field => field.key === 'state')?.choices ?? []
  const may = mayDo(useSession(), 'contract.create')
  return (
    <section className="card">
      <header>
        <h2>{label(contractEntity.plural)}</h2>
        <span className="grow" />
        {may && entity === 'quote' && <OfQuote quoteId={id} />}
        {may && entity === 'customer' && <OfCustomer customerId={id} />}
      </header>
      <div className="body">
        {contracts.isPending && <RowsSkeleton rows={1} />}
        {contracts.data?.items.length === 0 && <p className="t3">{t('contract.none')}</p>}
        {contracts.data?.items.map(one => (
          <p key={one.id} className="contractrow">
            <Link className="link" href={`/contracts/${one.id}`}>
              {one.number}
            </Link>
            <Tag tone={tones.find(each => each.value === one.state)?.tone ?? 'off'}>
              {words(`state.contract.${one.state}`)}
            </Tag>
            <span className="t2 grow contracttitle">{one.title}</span>
            {one.effectiveUntil && (
              <small className="t3 dk">
                {t('contract.until')} <Day day={one.effectiveUntil} />
              </small>
            )}
            <b>{one.amount ? <Money amount={one.amount} currency={one.currency} /> : t('contract.unlimited')}</b>
          </p>
        ))}
      </div>
    </section>
  )
}

/** With what was offered, as it was offered. */
function OfQuote({ quoteId }: { readonly quoteId: string }) {
  const t = useText(contractScreenText)
  const say = useReason()
  const tell = useToast()
  const go = useGo()
  const refresh = useRefreshContract()
  const make = async (kind: 'one_off' | 'framework') => {
    try {
      const made = await contractCalls.fromQuote({ quoteId, kind })
      await refresh()
      go(`/contracts/${made.id}`)
    } catch (error) {
      tell(reasonsOf(error).map(say).join(' '), 'late')
    }
  }
  return (
    <>
      <Button size="sm" kind="text" only="dk" onClick={() => make('framework')}>
        {t('contract.ofQuoteFramework')}
      </Button>
      <Button size="sm" icon="plus" onClick={() => make('one_off')}>
        {t('contract.ofQuote')}
      </Button>
    </>
  )
}

function OfCustomer({ customerId }: { readonly customerId: string }) {
  const t = useText(contractScreenText)
  const go = useGo()
  const [making, setMaking] = useState(false)
  return (
    <>
      <Button size="sm" icon="plus" onClick={() => setMaking(true)}>
        {t('contract.new')}
      </Button>
      <Sheet open={making} onClose={() => setMaking(false)} title={t('contract.new')} width={560}>
        {making && (
          <ContractForm
            given={{ customerId }}
            onDone={id => go(`/contracts/${id}`)}
            onCancel={() => setMaking(false)}
          />
        )}
      </Sheet>
    </>
  )
}
