import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useMaking } from '#ui/useMaking.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { contractEntity } from '../contract.entity.ts'
import { contractScreenText } from '../screen.text.ts'
import { ContractForm } from './ContractForm.tsx'
import { contractCalls } from './useContractCalls.ts'

export function ContractListPage() {
  const t = useText(contractScreenText)
  const label = useLabel()
  const go = useGo()
  const session = useSession()
  const entity = useEntity(contractEntity)
  const [making, setMaking] = useMaking()
  const create = mayDo(session, 'contract.create') && (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('contract.new')}
    </Button>
  )
  return (
    <>
      <PageTop title={label(entity.plural)} />
      <RecordList
        entity={entity}
        href={row => `/contracts/${row.id}`}
        load={contractCalls.list}
        summary={contractCalls.summary}
        sums={['amount']}
        before={create}
        cells={{
          amount: row => (row.amount ? <Money amount={row.amount} currency={row.currency} /> : t('contract.unlimited')),
          remaining: row => row.remaining && <Money amount={row.remaining} currency={row.currency} />,
          calledOff: row => <Money amount={row.calledOff} currency={row.currency} />,
        }}
        {...(mayDo(session, 'contract.export') && {
          exportHref: query => addressOf({ path: '/contracts/export', query }),
        })}
        empty={{ title: t('contract.empty'), say: t('contract.emptySay'), action: create }}
      />
      <Sheet open={making} onClose={() => setMaking(false)} title={t('contract.new')} width={560}>
        <ContractForm onDone={id => go(`/contracts/${id}`)} onCancel={() => setMaking(false)} />
      </Sheet>
    </>
  )
}
