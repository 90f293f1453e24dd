import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { usePlace } from '#ui/Link.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useToast } from '#ui/Toast.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import { handoverText } from '../handover.text.ts'
import type { UserMove } from '../people.flow.ts'
import type { User } from '../people.schema.ts'
import { peopleText } from '../people.text.ts'
import { userEntity } from '../user.entity.ts'
import { PasswordLink } from './PasswordLink.tsx'
import { StepReset } from './StepReset.tsx'
import { peopleCalls } from './usePeople.ts'

export function PersonPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const user = useQuery({ queryKey: ['user', id], queryFn: () => peopleCalls.user({ id }) })
  if (user.error) return <Problem error={user.error} onRetry={() => user.refetch()} />
  if (!user.data) return <Skeleton shape="record" />
  return <PersonRecord user={user.data} />
}

function PersonRecord({ user }: { user: User }) {
  const t = useText(accountText)
  const label = useLabel()
  const entity = useEntity(userEntity)
  const [editing, setEditing] = useState(false)
  const tone = user.state === 'active' ? 'ok' : 'off'
  return (
    <>
      <PageTop title={user.name} back={{ label: t('people.title'), href: '/settings/people' }} />
      <RecordHead
        title={user.name}
        state={{ label: label(peopleText[`state.user.${user.state}`]), tone }}
        sub={
          <>
            <span>{user.email}</span>
            {user.deptName && <span>{user.deptName}</span>}
          </>
        }
      />
      <PersonMoves user={user} onEdit={() => setEditing(true)} />
      <div className="rec-grid">
        <div className="stack">
          <section className="card">
            <header>
              <h2>{t('people.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={formFields(entity)} record={user} />
            </div>
          </section>
        </div>
        <div className="stack">
          <Slot name="timeline" entity="user" id={user.id} />
        </div>
      </div>
      {editing && <EditSheet user={user} onClose={() => setEditing(false)} />}
    </>
  )
}

function PersonMoves({ user, onEdit }: { user: User; onEdit: () => void }) {
  const t = useText(accountText)
  const label = useLabel()
  const tell = useToast()
  const session = useSession()
  const queries = useQueryClient()
  const { id, version } = user
  const offers = useQuery({
    queryKey: ['user', id, 'moves', version],
    queryFn: async () =>
      (await peopleCalls.userOffers({ id })).flatMap(offer =>
        isMove(offer.move) ? [{ ...offer, move: offer.move }] : [],
      ),
  })
  const run = async (move: UserMove) => {
    await peopleCalls[move]({ id, version })
    await queries.invalidateQueries({ queryKey: ['user'] })
  }
  const unlock = async () => {
    await peopleCalls.unlock({ id })
    tell(t('people.unlocked'))
  }
  const mayEdit = mayDo(session, 'user.edit')
  return (
    <MoveBar<UserMove> offers={offers.data ?? []} label={move => label(peopleText[`move.user.${move}`])} onMove={run}>
      {mayEdit && user.state === 'active' && <PasswordLink user={user} />}
      {mayEdit && <Button href={`/settings/handover?person=${id}`}>{label(handoverText['handover.title'])}</Button>}
      {mayEdit && (
        <Button icon="lock" onClick={unlock}>
          {t('people.unlock')}
        </Button>
      )}
      {mayEdit && <StepReset id={id} name={user.name} />}
      {mayEdit && (
        <Button icon="edit" onClick={onEdit}>
          {t('people.edit')}
        </Button>
      )}
    </MoveBar>
  )
}

const isMove = (move: string): move is UserMove => move === 'deactivate' || move === 'reactivate'

function EditSheet({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useText(accountText)
  const queries = useQueryClient()
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    await peopleCalls.editUser({ id: user.id, ...body, ...(version !== undefined && { version }) })
    await Promise.all(['user', 'department', 'session'].map(key => queries.invalidateQueries({ queryKey: [key] })))
  }
  return (
    <Sheet open onClose={onClose} title={t('people.edit')} width={560}>
      <RecordForm
        fields={formFields(useEntity(userEntity))}
        record={user}
        version={user.version}
        draftKey={`user:${user.id}`}
        onSave={save}
        onDone={onClose}
        onCancel={onClose}
      />
    </Sheet>
  )
}
