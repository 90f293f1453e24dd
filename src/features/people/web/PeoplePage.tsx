import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import { type UserState, userStates } from '../people.schema.ts'
import { userEntity } from '../user.entity.ts'
import { InvitationsPart } from './InvitationsPart.tsx'
import { InviteSheet } from './InviteSheet.tsx'
import { peopleCalls } from './usePeople.ts'

export function PeoplePage() {
  const t = useText(accountText)
  const session = useSession()
  const entity = useEntity(userEntity)
  const [state, setState] = useState<UserState>('active')
  const [inviting, setInviting] = useState(false)
  const mayEdit = mayDo(session, 'user.edit')
  const invite = mayEdit && (
    <Button kind="primary" icon="plus" onClick={() => setInviting(true)}>
      {t('people.invite')}
    </Button>
  )
  return (
    <>
      <PageTop title={t('people.title')} back={{ label: t('account.settings'), href: '/settings' }} />
      {mayEdit && <InvitationsPart />}
      <RecordList
        entity={entity}
        href={row => `/settings/people/${row.id}`}
        load={query => peopleCalls.users({ ...query, filter: inState(query.filter, state) })}
        summary={query => peopleCalls.userSummary({ ...query, filter: inState(query.filter, state) })}
        fixed={{ filter: only(state) }}
        before={
          <>
            {invite}
            <Segmented
              label={t('people.title')}
              all={userStates}
              value={state}
              say={one => t(`people.${one}`)}
              onPick={setState}
            />
          </>
        }
        empty={{ title: t('people.none'), action: invite }}
      />
      {inviting && <InviteSheet onClose={() => setInviting(false)} />}
    </>
  )
}

const only = (state: UserState): string => JSON.stringify({ field: 'state', op: 'is', value: state })

/** The person's own filter stands beside the switch. */
function inState(filter: string | undefined, state: UserState): string {
  const own = only(state)
  return filter && filter !== own ? JSON.stringify({ all: [JSON.parse(own), JSON.parse(filter)] }) : own
}
