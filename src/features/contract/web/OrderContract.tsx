import { useQuery } from '@tanstack/react-query'
import { orderApi } from '#features/order/order.api.ts'
import { client } from '#kernel/api.ts'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { send } from '#ui/send.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { contractEntity } from '../contract.entity.ts'
import { contractText } from '../contract.text.ts'
import { contractScreenText } from '../screen.text.ts'
import { contractCalls } from './useContractCalls.ts'
import './Contract.css'

const getOrder = client({ get: orderApi.get }, send).get

/** Of an order that was made from a contract: which, and what a framework has left. */
export function OrderContract({ id }: SlotProps) {
  const t = useText(contractScreenText)
  const words = useText(contractText)
  const label = useLabel()
  const order = useQuery({ queryKey: ['order', id], queryFn: () => getOrder({ id }) })
  const contractId = order.data?.contractId
  const found = useQuery({
    queryKey: ['contract', contractId],
    queryFn: () => contractCalls.get({ id: contractId ?? '' }),
    enabled: Boolean(contractId),
    // out of reach it is not there: the order shows its number all the same
    retry: false,
  })
  const contract = found.data
  if (!contract) return null
  const tones = contractEntity.fields.find(field => field.key === 'state')?.choices ?? []
  return (
    <section className="card">
      <header>
        <h2>{label(contractEntity.label)}</h2>
      </header>
      <div className="body">
        <p className="contractrow">
          <Link className="link" href={`/contracts/${contract.id}`}>
            {contract.number}
          </Link>
          <Tag tone={tones.find(one => one.value === contract.state)?.tone ?? 'off'}>
            {words(`state.contract.${contract.state}`)}
          </Tag>
          <span className="t2 grow contracttitle">{contract.title}</span>
          {contract.effectiveUntil && (
            <small className="t3 dk">
              {t('contract.until')} <Day day={contract.effectiveUntil} />
            </small>
          )}
        </p>
        {contract.kind === 'framework' && contract.calledOff !== undefined && (
          <p className="row wrap">
            <span className="t2">{t('contract.called')}</span>
            <Money amount={contract.calledOff} currency={contract.currency} />
            <span className="grow" />
            <span className="t2">{t('contract.remaining')}</span>
            <b>
              {contract.remaining ? (
                <Money amount={contract.remaining} currency={contract.currency} />
              ) : (
                t('contract.unlimited')
              )}
            </b>
          </p>
        )}
      </div>
    </section>
  )
}
