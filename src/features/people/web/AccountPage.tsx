import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { langs } from '#kernel/text.ts'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import { myFields } from '../org.entity.ts'
import type { Me } from '../people.schema.ts'
import { SecondStepPart } from './SecondStepPart.tsx'
import { SecretForm } from './SecretForm.tsx'
import { SessionsPart } from './SessionsPart.tsx'
import { changePassword, peopleCalls, signInCalls } from './usePeople.ts'

export function AccountPage() {
  const t = useText(accountText)
  const me = useQuery({ queryKey: ['me'], queryFn: () => peopleCalls.me({}) })
  if (me.error) return <Problem error={me.error} onRetry={() => me.refetch()} />
  if (!me.data) return <Skeleton shape="record" />
  return (
    <>
      <PageTop title={t('account.mine')} back={{ label: t('account.settings'), href: '/settings' }} />
      <div className="rec-grid">
        <div className="stack">
          <ProfilePart me={me.data} />
          <SessionsPart />
        </div>
        <div className="stack">
          <PasswordPart />
          <SecondStepPart />
          {me.data.orgs.length > 1 && <CompaniesPart me={me.data} />}
        </div>
      </div>
    </>
  )
}

const languages = { en: 'English', zh: '中文' } as const

function ProfilePart({ me }: { me: Me }) {
  const t = useText(accountText)
  const { ownLang, setLang } = useLang()
  const tell = useToast()
  const queries = useQueryClient()
  const save = async (body: Readonly<Record<string, unknown>>) => {
    queries.setQueryData(['me'], await peopleCalls.editMe(body))
    await queries.invalidateQueries({ queryKey: ['session'] })
    tell(t('account.saved'))
  }
  return (
    <section className="card">
      <header>
        <h2>{t('account.profile')}</h2>
        <span className="t3 grow cut">{me.email}</span>
        <Segmented
          label={t('account.language')}
          all={[null, ...langs]}
          value={ownLang}
          say={one => (one ? languages[one] : t('account.browserLang'))}
          more={one => (one ? { lang: one === 'zh' ? 'zh-CN' : 'en' } : { title: t('account.browserLangSay') })}
          onPick={setLang}
        />
      </header>
      <div className="body">
        <RecordForm fields={myFields} record={me} draftKey="me" onSave={save} />
      </div>
    </section>
  )
}

function PasswordPart() {
  const t = useText(accountText)
  const tell = useToast()
  const queries = useQueryClient()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = async () => {
    await changePassword(current, next)
    setCurrent('')
    setNext('')
    await queries.invalidateQueries({ queryKey: ['mySessions'] })
    tell(t('account.passwordChanged'))
  }
  return (
    <section className="card">
      <header>
        <h2>{t('account.changePassword')}</h2>
      </header>
      <div className="body">
        <SecretForm
          go={t('account.changePassword')}
          onGo={change}
          asks={[
            {
              key: 'currentPassword',
              label: t('account.oldPassword'),
              value: current,
              onChange: setCurrent,
              type: 'password',
              autoComplete: 'current-password',
            },
            {
              key: 'newPassword',
              label: t('account.newPassword'),
              value: next,
              onChange: setNext,
              type: 'password',
              autoComplete: 'new-password',
              hint: t('account.passwordHint'),
            },
          ]}
        />
      </div>
    </section>
  )
}

function CompaniesPart({ me }: { me: Me }) {
  const t = useText(accountText)
  const choose = async (orgId: string) => {
    await signInCalls.switchOrg({ orgId })
    // everything on the page belonged to the other company
    window.location.assign('/')
  }
  return (
    <section className="card">
      <header>
        <h2>{t('account.companies')}</h2>
      </header>
      <table className="tbl wide">
        <tbody>
          {me.orgs.map(org => (
            <tr key={org.id}>
              <td className="pn">{org.name}</td>
              <td className="num">
                {org.id === me.org.id ? (
                  <span className="t3">{t('account.here')}</span>
                ) : (
                  <Button size="sm" onClick={() => choose(org.id)}>
                    {t('account.switch')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
