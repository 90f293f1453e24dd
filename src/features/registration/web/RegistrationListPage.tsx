import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useMaking } from '#ui/useMaking.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { registrationEntity } from '../registration.entity.ts'
import { RegistrationForm } from './RegistrationForm.tsx'
import { registrationCalls } from './useRegistrationCalls.ts'
import { useRegistrationText } from './useRegistrationText.ts'

const search = (...parts: readonly object[]): string => `?filter=${encodeURIComponent(JSON.stringify({ all: parts }))}`
const state = (value: string) => ({ field: 'state', op: 'is', value })

/** Whose customers are whose, for how long. */
export function RegistrationListPage() {
  const t = useRegistrationText()
  const label = useLabel()
  const go = useGo()
  const session = useSession()
  const entity = useEntity(registrationEntity)
  const [making, setMaking] = useMaking()
  const create = mayDo(session, 'registration.create') && (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('registration.new')}
    </Button>
  )
  const contested = { field: 'contested', op: 'is', value: true }
  return (
    <>
      <PageTop title={label(entity.plural)} />
      <RecordList
        entity={entity}
        href={row => `/registrations/${row.id}`}
        load={registrationCalls.list}
        summary={registrationCalls.summary}
        before={create}
        views={[
          { label: t('registration.view.all'), search: '' },
          { label: t('registration.view.live'), search: search(state('protected')) },
          { label: t('registration.view.soon'), search: search({ field: 'endsSoon', op: 'is', value: true }) },
          { label: t('registration.view.asked'), search: search(state('requested')) },
          { label: t('registration.view.contest'), search: search(contested, state('requested')) },
        ]}
        cells={{
          untilOn: row => <Day day={row.untilOn} late={row.endsSoon} />,
          productLine: row => row.productLine ?? <span className="t3">{t('registration.allLines')}</span>,
        }}
        {...(mayDo(session, 'registration.export') && {
          exportHref: query => addressOf({ path: '/registrations/export', query }),
        })}
        empty={{ title: t('registration.empty'), say: t('registration.emptySay'), action: create }}
      />
      <Sheet open={making} onClose={() => setMaking(false)} title={t('registration.new')} width={560}>
        <RegistrationForm onDone={id => go(`/registrations/${id}`)} onCancel={() => setMaking(false)} />
      </Sheet>
    </>
  )
}
