import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { AskForm } from '#ui/MoveAsk.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Competitor } from '../part.schema.ts'
import { partText } from '../part.text.ts'
import { partCalls, useCompetitors } from './useParts.ts'

const said = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null)

/** Whom one meets, and where they are strong and weak. */
export function CompetitorsPage() {
  const t = useText(partText)
  const ui = useText(uiText)
  const competitors = useCompetitors()
  const queries = useQueryClient()
  const [open, setOpen] = useState<Partial<Competitor>>()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const run = async (call: () => Promise<unknown>) => {
    try {
      await call()
      setRefused([])
      setOpen(undefined)
      await queries.invalidateQueries({ queryKey: ['competitor'] })
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  const keep = (values: Record<string, unknown>) =>
    run(() => {
      // what was not touched stays
      const of = (key: 'name' | 'strengths' | 'weaknesses') =>
        key in values ? said(values[key]) : (open?.[key] ?? null)
      const body = { name: of('name') ?? '', strengths: of('strengths'), weaknesses: of('weaknesses') }
      return open?.id
        ? partCalls.editCompetitor({ ...body, id: open.id, version: open.version ?? 0 })
        : partCalls.createCompetitor(body)
    })
  // biome-ignore format: a table
  const fields: readonly Field[] = [
    ...(open?.id ? [] : [{ key: 'name', label: partText['rivals.name'], kind: 'text' as const, required: true, maxLength: 100 }]),
    { key: 'strengths', label: partText['competitors.strengths'], kind: 'longText', maxLength: 2000 },
    { key: 'weaknesses', label: partText['competitors.weaknesses'], kind: 'longText', maxLength: 2000 },
  ]
  return (
    <>
      <PageTop title={t('competitors.title')} back={{ label: ui('ui.settings'), href: '/settings' }}>
        <Button kind="primary" icon="plus" onClick={() => setOpen({})}>
          {t('rivals.new')}
        </Button>
      </PageTop>
      {refused.length > 0 && <Reasons reasons={refused} />}
      <section className="card">
        <div className="body">
          {competitors.length === 0 && <p className="t3">{t('rivals.none')}</p>}
          <ol className="plain-list">
            {competitors.map(one => (
              <li key={one.id}>
                <span className="grow">
                  <b>{one.name}</b> {one.archived && <Tag>{t('competitors.archive')}</Tag>}
                  {one.strengths && (
                    <p className="t2">
                      {t('competitors.strengths')}: {one.strengths}
                    </p>
                  )}
                  {one.weaknesses && (
                    <p className="t2">
                      {t('competitors.weaknesses')}: {one.weaknesses}
                    </p>
                  )}
                </span>
                <Button kind="text" icon="edit" aria-label={t('part.edit')} onClick={() => setOpen(one)} />
                <Button
                  size="sm"
                  onClick={() =>
                    run(() => partCalls.editCompetitor({ id: one.id, version: one.version, archived: !one.archived }))
                  }
                >
                  {t(one.archived ? 'competitors.restore' : 'competitors.archive')}
                </Button>
              </li>
            ))}
          </ol>
        </div>
      </section>
      <Sheet open={open !== undefined} onClose={() => setOpen(undefined)} title={open?.name ?? t('rivals.new')}>
        {open && <AskForm fields={fields} onGo={keep} onClose={() => setOpen(undefined)} go={t('part.save')} stacked />}
      </Sheet>
    </>
  )
}
