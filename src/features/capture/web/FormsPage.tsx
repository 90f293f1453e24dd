import './Forms.css'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Link, useGo } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { uiText } from '#ui/ui.text.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { FormContent, LeadForm } from '../capture.schema.ts'
import { formText } from '../form.text.ts'
import { HeldPart } from './HeldPart.tsx'
import { formCalls, useForms, useFormText, useRefresh } from './useForms.ts'

const plain = { label: null, help: null, required: false }
/** What most forms ask; the rest is changed on its page. */
const usual: FormContent = {
  fields: [
    { ...plain, key: 'name', required: true },
    { ...plain, key: 'phone', required: true },
    { ...plain, key: 'company' },
    { ...plain, key: 'need' },
  ],
  title: formText['form.start.title'],
  intro: formText['form.start.intro'],
  ...{ thanks: null, redirectUrl: null, consent: null, langs: ['zh', 'en'], showLogo: true, hosts: [] },
}

/** Every form, what came by it of late, and what was held back. */
export function FormsPage() {
  const t = useFormText()
  const ui = useText(uiText)
  const session = useSession()
  const go = useGo()
  const refresh = useRefresh()
  const [making, setMaking] = useState(false)
  const forms = useForms()
  if (forms.error) return <Problem error={forms.error} onRetry={() => forms.refetch()} />
  if (!forms.data) return <Skeleton shape="list" />
  const add = mayDo(session, 'form.edit') && (
    <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
      {t('form.new')}
    </Button>
  )
  const make = async ({ name }: Readonly<Record<string, unknown>>) => {
    const made = await formCalls.create({
      name: String(name ?? ''),
      source: null,
      poolId: null,
      ruleId: null,
      content: usual,
    })
    await refresh()
    go(`/settings/forms/${made.id}`)
  }
  return (
    <>
      <PageTop title={t('form.title')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      <div className="stack">
        <section className="card">
          <header>
            <p className="t2 grow">{t('form.say')}</p>
            {add}
          </header>
          {forms.data.items.length === 0 && <Empty title={t('form.none')} say={t('form.noneSay')} />}
          <ul className="plain form-list">
            {forms.data.items.map(form => (
              <FormLine key={form.id} form={form} />
            ))}
          </ul>
        </section>
        <HeldPart />
      </div>
      <Sheet open={making} onClose={() => setMaking(false)} title={t('form.new')}>
        <RecordForm
          fields={[{ key: 'name', label: formText['form.newName'], kind: 'text', required: true, maxLength: 60 }]}
          record={{}}
          draftKey="form:new"
          onSave={make}
          onCancel={() => setMaking(false)}
        />
      </Sheet>
    </>
  )
}

function FormLine({ form }: { form: LeadForm }) {
  const t = useFormText()
  const { opened, taken, held, refused, wrong } = form.counts
  return (
    <li>
      <div className="row wrap">
        <Link className="link b cut" href={`/settings/forms/${form.id}`}>
          {form.name}
        </Link>
        <Tag tone={form.active ? 'ok' : 'off'}>{t(form.active ? 'form.active' : 'form.resting')}</Tag>
        <span className="t3">{form.source}</span>
      </div>
      <p className="t2 num">
        {t('form.days')}: {t('form.opened')} {opened} · {t('form.taken')} {taken} · {t('form.heldCount')} {held} ·{' '}
        {t('form.refused')} {refused + wrong}
      </p>
    </li>
  )
}
