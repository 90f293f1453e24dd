import './Forms.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Lang } from '#kernel/text.ts'
import { Button } from '#ui/Button.tsx'
import { useGo, usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLang } from '#ui/useText.tsx'
import { useTold } from '#ui/useTold.ts'
import { Reasons } from '#ui/WhyNot.tsx'
import type { FormContent, LeadForm } from '../capture.schema.ts'
import { AimEdit } from './AimEdit.tsx'
import { ContentEdit } from './ContentEdit.tsx'
import { ShareSheet } from './ShareSheet.tsx'
import { formCalls, useForm, useFormText, useRefresh } from './useForms.ts'

export function FormPage() {
  const { params } = usePlace()
  const form = useForm(params.id ?? '')
  if (form.error) return <Problem error={form.error} onRetry={() => form.refetch()} />
  if (!form.data) return <Skeleton shape="record" />
  return <FormEditor key={form.data.version} form={form.data} />
}

type Draft = Pick<LeadForm, 'name' | 'source' | 'poolId' | 'ruleId' | 'campaignId' | 'content'>
const draftOf = ({ name, source, poolId, ruleId, campaignId, content }: LeadForm): Draft => ({
  ...{ name, source, poolId, ruleId, content },
  campaignId: campaignId ?? null,
})

function FormEditor({ form }: { form: LeadForm }) {
  const t = useFormText()
  const session = useSession()
  const told = useTold()
  const refresh = useRefresh()
  const go = useGo()
  const [draft, setDraft] = useState(draftOf(form))
  const [refused, setRefused] = useState<unknown>()
  const [sharing, setSharing] = useState(false)
  const may = mayDo(session, 'form.edit')
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(form))
  const put = (more: Partial<Draft>) => setDraft({ ...draft, ...more })
  const save = () => formCalls.edit({ id: form.id, version: form.version, ...draft }).then(refresh, setRefused)
  const turn = () =>
    told(formCalls.edit({ id: form.id, version: form.version, active: !form.active }).then(refresh), t('form.kept'))
  const archive = () =>
    told(
      formCalls
        .archive({ id: form.id })
        .then(refresh)
        .then(() => go('/settings/forms')),
    )
  return (
    <>
      <PageTop title={form.name} back={{ label: t('form.title'), href: '/settings/forms' }}>
        <Tag tone={form.active ? 'ok' : 'off'}>{t(form.active ? 'form.active' : 'form.resting')}</Tag>
      </PageTop>
      <div className="row wrap tight form-bar">
        <Button kind="primary" disabled={!may || !isChanged} onClick={save}>
          {t('form.save')}
        </Button>
        <Button onClick={() => setSharing(true)}>{t('form.share')}</Button>
        <Button disabled={!may} onClick={turn}>
          {t(form.active ? 'form.pause' : 'form.resume')}
        </Button>
        <Button kind="text" disabled={!may} title={t('form.archiveSay')} onClick={archive}>
          {t('form.archive')}
        </Button>
      </div>
      {refused !== undefined && <Reasons reasons={reasonsOf(refused)} />}
      <div className="form-edit">
        <div className="stack">
          <AimEdit draft={draft} onDraft={put} />
          <ContentEdit content={draft.content} onContent={content => put({ content })} />
        </div>
        <Preview content={draft.content} />
      </div>
      <ShareSheet form={form} open={sharing} onClose={() => setSharing(false)} />
    </>
  )
}

/** The page itself, as the server writes it; what is typed is sent nowhere. */
function Preview({ content }: { content: FormContent }) {
  const t = useFormText()
  const { lang: own } = useLang()
  const [chosen, setChosen] = useState<Lang>()
  const lang = chosen ?? (content.langs.includes(own) ? own : (content.langs[0] ?? own))
  const page = useQuery({
    queryKey: ['form', 'preview', lang, content],
    queryFn: () => formCalls.preview({ content, lang }),
    placeholderData: before => before,
    retry: false,
  })
  return (
    <section className="card">
      <header>
        <h2 className="grow">{t('form.part.preview')}</h2>
        {content.langs.length > 1 &&
          content.langs.map(one => (
            <Button key={one} size="sm" kind="text" aria-pressed={one === lang} onClick={() => setChosen(one)}>
              {t(`form.lang.${one}`)}
            </Button>
          ))}
      </header>
      {page.error ? (
        <div className="body">
          <Reasons reasons={reasonsOf(page.error)} />
        </div>
      ) : (
        <iframe className="form-preview" title={t('form.part.preview')} sandbox="" srcDoc={page.data?.html ?? ''} />
      )}
    </section>
  )
}
