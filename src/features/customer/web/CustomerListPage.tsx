import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useMaking } from '#ui/useMaking.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { customerApi } from '../customer.api.ts'
import { customerEntity } from '../customer.entity.ts'
import { customerFlow } from '../customer.flow.ts'
import { customerText } from '../customer.text.ts'
import { CustomerForm } from './CustomerForm.tsx'
import { customerCalls } from './useCustomerCalls.ts'

const bulk = { apis: [customerApi], flow: customerFlow }

export function CustomerListPage() {
  const t = useText(customerText)
  const label = useLabel()
  const go = useGo()
  const session = useSession()
  const entity = useEntity(customerEntity)
  const [making, setMaking] = useMaking()
  const mayCreate = mayDo(session, 'customer.create')
  const create = mayCreate && (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('customer.title.new')}
    </Button>
  )
  return (
    <>
      <PageTop title={label(entity.plural)} />
      <RecordList
        entity={entity}
        href={row => `/customers/${row.id}`}
        load={customerCalls.list}
        summary={customerCalls.summary}
        before={create}
        bulk={bulk}
        edit={mayDo(session, 'customer.edit') && (edit => customerCalls.edit(edit))}
        {...(mayDo(session, 'customer.export') && {
          exportHref: query => addressOf({ path: '/customers/export', query }),
        })}
        empty={{ title: t('customer.empty'), say: t('customer.emptySay'), action: create }}
      />
      <Sheet open={making} onClose={() => setMaking(false)} title={t('customer.title.new')} width={560}>
        <CustomerForm onDone={id => go(`/customers/${id}`)} onCancel={() => setMaking(false)} />
      </Sheet>
    </>
  )
}
