import './Registration.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { SettingCard } from '#ui/SettingCard.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { RegistrationSettings } from '../registration.schema.ts'
import { registrationPageText } from '../registrationPage.text.ts'
import { registrationCalls } from './useRegistrationCalls.ts'
import { useRegistrationText } from './useRegistrationText.ts'

const number = (key: 'days' | 'remindDays'): Field => ({
  key,
  label: registrationPageText[`registration.set.${key}`],
  kind: 'number',
  scale: 0,
  required: true,
})
const doors = ['refuse', 'warn', 'off'] as const
const fields: readonly Field[] = [
  number('days'),
  {
    key: 'door',
    label: registrationPageText['registration.set.door'],
    kind: 'choice',
    required: true,
    choices: doors.map(value => ({ value, label: registrationPageText[`registration.set.${value}`] })),
  },
  { key: 'approval', label: registrationPageText['registration.set.approval'], kind: 'yesNo' },
  number('remindDays'),
]

/** A form writes numbers as text. */
const typed = ({ days, remindDays, ...rest }: RegistrationSettings): Record<string, unknown> => ({
  ...rest,
  days: String(days),
  remindDays: String(remindDays),
})
const told = (form: Readonly<Record<string, unknown>>, lines: RegistrationSettings['lines']): RegistrationSettings => ({
  lines,
  days: Number(form.days),
  remindDays: Number(form.remindDays),
  approval: form.approval === true,
  door: doors.find(one => one === form.door) ?? 'warn',
})

export function RegistrationSettingsPage() {
  const t = useRegistrationText()
  const ui = useText(uiText)
  const settings = useQuery({ queryKey: ['registrationSettings'], queryFn: () => registrationCalls.settings({}) })
  if (settings.error) return <Problem error={settings.error} onRetry={() => settings.refetch()} />
  if (!settings.data) return <Skeleton shape="record" />
  return (
    <>
      <PageTop title={t('registration.set.title')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      <div className="stack">
        <SettingCard
          title={t('registration.set.title')}
          say={t('registration.set.say')}
          name="registrationForm"
          fields={fields}
          load={async () => typed(await registrationCalls.settings({}))}
          save={async next => {
            const { lines } = await registrationCalls.settings({})
            return typed(await registrationCalls.setSettings(told(next, lines)))
          }}
          touches={['registrationSettings', 'registration']}
        />
        <LinesPart key={JSON.stringify(settings.data.lines)} settings={settings.data} />
      </div>
    </>
  )
}

type Line = { readonly name: string; readonly days: string }

function LinesPart({ settings }: { readonly settings: RegistrationSettings }) {
  const t = useRegistrationText()
  const ui = useText(uiText)
  const tell = useToast()
  const queries = useQueryClient()
  const [lines, setLines] = useState<readonly Line[]>(
    settings.lines.map(({ name, days }) => ({ name, days: String(days) })),
  )
  const set = (at: number, part: Partial<Line>) =>
    setLines(lines.map((one, i) => (i === at ? { ...one, ...part } : one)))
  const saving = useMutation({
    mutationFn: async () => {
      const now = await registrationCalls.settings({})
      return registrationCalls.setSettings({
        ...now,
        lines: lines.map(one => ({ name: one.name.trim(), days: Number(one.days) })),
      })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['registrationSettings'] })
      tell(ui('ui.saved'))
    },
  })
  return (
    <section className="card">
      <header>
        <h2>{t('registration.set.lines')}</h2>
      </header>
      <div className="body stack">
        {lines.length === 0 && <p className="t3">{t('registration.set.noLines')}</p>}
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name yet while it is typed
          <div key={at} className="reglines">
            <label>
              <span className="t2">{t('registration.set.line')}</span>
              <input
                className="inp"
                value={line.name}
                maxLength={100}
                onChange={event => set(at, { name: event.target.value })}
              />
            </label>
            <label>
              <span className="t2">{t('registration.set.lineDays')}</span>
              <input
                className="inp"
                type="number"
                min={1}
                max={3650}
                value={line.days}
                onChange={event => set(at, { days: event.target.value })}
              />
            </label>
            <Button
              kind="text"
              icon="x"
              aria-label={t('registration.set.remove', { name: line.name })}
              onClick={() => setLines(lines.filter((_, i) => i !== at))}
            />
          </div>
        ))}
        <div className="row wrap tight">
          <Button size="sm" icon="plus" onClick={() => setLines([...lines, { name: '', days: String(settings.days) }])}>
            {t('registration.set.add')}
          </Button>
          <span className="grow" />
          <Button kind="primary" busy={saving.isPending} onClick={() => saving.mutate()}>
            {ui('ui.save')}
          </Button>
        </div>
        {saving.error && <Reasons reasons={reasonsOf(saving.error)} />}
      </div>
    </section>
  )
}
