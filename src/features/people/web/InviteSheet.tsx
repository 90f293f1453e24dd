import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldOf } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import type { NewInvitation } from '../people.schema.ts'
import { userEntity } from '../user.entity.ts'
import { OnceShown } from './OnceShown.tsx'
import { peopleCalls } from './usePeople.ts'

const asked = ['email', 'roles', 'deptId'].flatMap(key => fieldOf(userEntity, key) ?? [])
const fields = asked.map(field => ({ ...field, derived: false, required: field.key !== 'deptId' }))

export function InviteSheet({ onClose }: { onClose: () => void }) {
  const t = useText(accountText)
  const queries = useQueryClient()
  const [made, setMade] = useState<{ email: string; link: string; mailed: boolean }>()
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const { email, link, mailed } = await peopleCalls.invite(body as NewInvitation) // the form offers exactly these fields; the server checks every one
    setMade({ email, mailed, link: `${window.location.origin}${link}` })
    await queries.invalidateQueries({ queryKey: ['invitation'] })
  }
  return (
    <Sheet open onClose={onClose} title={t('people.invite')}>
      {made ? (
        <OnceShown
          say={t(made.mailed ? 'people.inviteMailed' : 'people.inviteLink', { email: made.email })}
          secret={made.link}
          onDone={onClose}
        />
      ) : (
        <RecordForm
          fields={fields}
          record={{}}
          draftKey="invitation:new"
          onSave={save}
          onCancel={onClose}
          saveLabel={t('people.inviteSend')}
        />
      )}
    </Sheet>
  )
}
