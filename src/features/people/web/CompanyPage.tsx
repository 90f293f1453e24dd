import { useQuery, useQueryClient } from '@tanstack/react-query'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import { orgFields } from '../org.entity.ts'
import { LogoCard } from './LogoCard.tsx'
import { peopleCalls } from './usePeople.ts'

export function CompanyPage() {
  const t = useText(accountText)
  const tell = useToast()
  const queries = useQueryClient()
  const org = useQuery({ queryKey: ['org'], queryFn: () => peopleCalls.org({}) })
  if (org.error) return <Problem error={org.error} onRetry={() => org.refetch()} />
  if (!org.data) return <Skeleton shape="record" />
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const saved = await peopleCalls.editOrg({ ...body, ...(version !== undefined && { version }) })
    queries.setQueryData(['org'], saved)
    await queries.invalidateQueries({ queryKey: ['session'] })
    tell(t('account.saved'))
  }
  return (
    <>
      <PageTop title={t('people.companyPage')} back={{ label: t('account.settings'), href: '/settings' }} />
      <div className="stack">
        <section className="card">
          <header>
            <p className="t2 grow">{t('people.companySay')}</p>
          </header>
          <div className="body">
            <RecordForm fields={orgFields} record={org.data} version={org.data.version} draftKey="org" onSave={save} />
          </div>
        </section>
        <LogoCard />
      </div>
    </>
  )
}
