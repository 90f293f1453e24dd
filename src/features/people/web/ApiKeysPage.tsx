import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keyScopes } from '#kernel/access.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { accountText } from '../account.text.ts'
import type { ApiKey, NewApiKey } from '../people.schema.ts'
import { peopleText } from '../people.text.ts'
import { userEntity } from '../user.entity.ts'
import { OnceShown } from './OnceShown.tsx'
import { freshProof, peopleCalls } from './usePeople.ts'

export function ApiKeysPage() {
  const t = useText(accountText)
  const [making, setMaking] = useState(false)
  const list = useQuery({ queryKey: ['apiKey', 'list'], queryFn: () => peopleCalls.apiKeys({}) })
  if (list.error) return <Problem error={list.error} onRetry={() => list.refetch()} />
  if (!list.data) return <Skeleton shape="list" />
  const create = (
    <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
      {t('people.newKey')}
    </Button>
  )
  return (
    <>
      <PageTop title={t('people.keys')} back={{ label: t('account.settings'), href: '/settings' }} />
      <section className="card">
        <header>
          <p className="t2 grow">{t('people.keysSay')}</p>
          {list.data.items.length > 0 && create}
        </header>
        {list.data.items.length === 0 && <Empty title={t('people.noKeys')} action={create} />}
        <table className="tbl wide">
          <tbody>
            {list.data.items.map(one => (
              <KeyRow key={one.id} item={one} />
            ))}
          </tbody>
        </table>
      </section>
      {making && <KeySheet onClose={() => setMaking(false)} />}
    </>
  )
}

function KeyRow({ item }: { item: ApiKey }) {
  const t = useText(accountText)
  const label = useLabel()
  const queries = useQueryClient()
  const revoke = async () => {
    await peopleCalls.revokeApiKey({ id: item.id })
    await queries.invalidateQueries({ queryKey: ['apiKey'] })
  }
  const who = [
    item.userName,
    t(`people.keyOnly.${item.scope}`),
    ...item.roles.map(role => label(peopleText[`role.${role}`])),
  ].join(' · ')
  return (
    <tr>
      <td>
        <span className="pn">{item.name}</span> <small className="t3">{item.prefix}…</small>
        <div className="t3">{who}</div>
      </td>
      <td className="t3">
        {item.lastUsedAt ? (
          <>
            {t('people.keyUsed')} <When at={item.lastUsedAt} />
          </>
        ) : (
          t('people.keyNever')
        )}
      </td>
      <td className="num">
        {item.revokedAt ? (
          <Tag>{t('people.keyRevoked')}</Tag>
        ) : (
          <Button size="sm" onClick={revoke}>
            {t('people.revoke')}
          </Button>
        )}
      </td>
    </tr>
  )
}

const choices = userEntity.fields.find(field => field.key === 'roles')?.choices ?? []
const fields: readonly Field[] = [
  { key: 'name', label: accountText['people.keyName'], kind: 'text', required: true, maxLength: 100 },
  {
    key: 'scope',
    label: accountText['people.keyScope'],
    kind: 'choice',
    required: true,
    choices: keyScopes.map(value => ({ value, label: accountText[`people.keyOnly.${value}`] })),
  },
  { key: 'roles', label: accountText['people.keyRoles'], kind: 'multiChoice', choices },
]

const codeField: Field = {
  key: 'code',
  label: accountText['account.stepCode'],
  kind: 'text',
  required: true,
  maxLength: 40,
}

function KeySheet({ onClose }: { onClose: () => void }) {
  const t = useText(accountText)
  const queries = useQueryClient()
  const [secret, setSecret] = useState<string>()
  const step = useQuery({ queryKey: ['secondStep'], queryFn: () => peopleCalls.secondStep({}) })
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const { code, ...wanted } = body
    const proof = code ? { proof: await freshProof(String(code)) } : {}
    const made = await peopleCalls.createApiKey({ ...wanted, ...proof } as NewApiKey) // the form offers exactly these fields; the server checks every one
    setSecret(made.secret)
    await queries.invalidateQueries({ queryKey: ['apiKey'] })
  }
  return (
    <Sheet open onClose={onClose} title={t('people.newKey')}>
      {secret ? (
        <OnceShown say={t('people.keyOnce')} secret={secret} onDone={onClose} />
      ) : (
        <RecordForm
          fields={step.data?.on ? [...fields, codeField] : fields}
          record={{ scope: 'full' }}
          draftKey="apiKey:new"
          onSave={save}
          onCancel={onClose}
          saveLabel={t('people.keyMake')}
        />
      )}
    </Sheet>
  )
}
