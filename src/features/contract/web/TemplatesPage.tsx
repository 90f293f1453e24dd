import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
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
import { useLabel, useText } from '#ui/useText.tsx'
import { contractEntity } from '../contract.entity.ts'
import { type NewTemplate, templateKinds } from '../template.schema.ts'
import { templateText } from '../template.text.ts'
import { templateCalls } from './useContractCalls.ts'
import './Contract.css'

const langs = contractEntity.fields.find(field => field.key === 'lang')?.choices ?? []
const fields: readonly Field[] = [
  { key: 'name', label: templateText['contract.template.name'], kind: 'text', required: true, maxLength: 100 },
  { key: 'lang', label: templateText['contract.template.lang'], kind: 'choice', required: true, choices: langs },
  {
    key: 'kind',
    label: templateText['contract.template.kind'],
    kind: 'choice',
    required: true,
    choices: templateKinds.map(value => ({ value, label: templateText[`contract.template.kind.${value}`] })),
  },
]

/** What contracts are written from. */
export function TemplatesPage() {
  const t = useText(templateText)
  const u = useText(uiText)
  const label = useLabel()
  const go = useGo()
  const queries = useQueryClient()
  const [making, setMaking] = useState(false)
  const templates = useQuery({ queryKey: ['contractTemplate'], queryFn: () => templateCalls.list({}) })
  if (templates.error) return <Problem error={templates.error} onRetry={() => templates.refetch()} />
  if (!templates.data) return <Skeleton shape="list" />
  const usual = async () => queries.setQueryData(['contractTemplate'], await templateCalls.usual({}))
  const make = async (body: Readonly<Record<string, unknown>>) => {
    const first = { kind: 'title', text: '{{title}}' } as const
    const made = await templateCalls.create({ ...body, body: [first] } as NewTemplate) // the fields above; the server checks every one
    await queries.invalidateQueries({ queryKey: ['contractTemplate'] })
    go(`/settings/contract-templates/${made.id}`)
  }
  const { items } = templates.data
  const tools = (
    <>
      <Button kind="text" onClick={usual}>
        {t('contract.template.usual')}
      </Button>
      <Button icon="plus" onClick={() => setMaking(true)}>
        {t('contract.template.new')}
      </Button>
    </>
  )
  return (
    <>
      <PageTop title={t('contract.template.title')} back={{ label: u('ui.settings'), href: '/settings' }}>
        {tools}
      </PageTop>
      <section className="card">
        <div className="body">
          {items.length === 0 && <Empty title={t('contract.template.none')} say={t('contract.template.noneSay')} />}
          {items.map(one => (
            <p key={one.id} className="contractrow">
              <Link className="link" href={`/settings/contract-templates/${one.id}`}>
                {one.name}
              </Link>
              <Tag>{label(langs.find(lang => lang.value === one.lang)?.label ?? { en: '', zh: '' })}</Tag>
              <span className="t2">{t(`contract.template.kind.${one.kind}`)}</span>
              <span className="grow" />
              {one.archived && <Tag tone="off">{t('contract.template.archived')}</Tag>}
              <small className="t3">{t('contract.template.used', { n: one.used })}</small>
            </p>
          ))}
        </div>
      </section>
      <Sheet open={making} onClose={() => setMaking(false)} title={t('contract.template.new')}>
        <RecordForm
          fields={fields}
          record={{}}
          draftKey="contractTemplate:new"
          onSave={make}
          onCancel={() => setMaking(false)}
        />
      </Sheet>
    </>
  )
}
