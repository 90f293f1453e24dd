import { Button } from '#ui/Button.tsx'
import { Link, useGo } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useMaking } from '#ui/useMaking.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { billingProfileApi } from '../billing.api.ts'
import { billingProfileEntity } from '../billing.entity.ts'
import { profileText } from '../profile.text.ts'
import { ProfileForm } from './ProfileForm.tsx'
import { profileCalls } from './useBillingProfiles.ts'

const bulk = { apis: [billingProfileApi] }

/** Everyone's billing details: found by a name or a tax number, whoever the customer is. */
export function BillingListPage() {
  const t = useText(profileText)
  const label = useLabel()
  const go = useGo()
  const session = useSession()
  const entity = useEntity(billingProfileEntity)
  const [making, setMaking] = useMaking()
  const create = mayDo(session, 'billingProfile.create') && (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('profile.new')}
    </Button>
  )
  return (
    <>
      <PageTop title={label(entity.plural)}>
        {mayDo(session, 'invoice.read') && (
          <Link className="link" href="/invoices">
            {t('profile.invoices')}
          </Link>
        )}
      </PageTop>
      <RecordList
        entity={entity}
        href={row => `/billing-profiles/${row.id}`}
        load={profileCalls.list}
        summary={profileCalls.summary}
        before={create}
        bulk={bulk}
        edit={mayDo(session, 'billingProfile.edit') && (edit => profileCalls.edit(edit))}
        {...(mayDo(session, 'billingProfile.export') && {
          exportHref: query => addressOf({ path: '/billing-profiles/export', query }),
        })}
        empty={{ title: t('profile.empty'), say: t('profile.listSay'), action: create }}
      />
      <Sheet open={making} onClose={() => setMaking(false)} title={t('profile.new')} width={560}>
        <ProfileForm onDone={id => (id ? go(`/billing-profiles/${id}`) : setMaking(false))} />
      </Sheet>
    </>
  )
}
