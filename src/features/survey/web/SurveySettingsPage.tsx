import type { Field } from '#meta/entity.ts'
import { PageTop } from '#ui/PageTop.tsx'
import { SettingCard } from '#ui/SettingCard.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { feedbackText } from '../feedback.text.ts'
import type { SurveySettings } from '../survey.schema.ts'
import { surveyCalls } from './useSurveyCalls.ts'
import { useSurveyText } from './useSurveyText.ts'

const switches = ['afterDelivery', 'afterTicket', 'byMail'] as const
const numbers = ['days', 'low', 'reviewDays'] as const
const number = (key: (typeof numbers)[number]): Field => ({
  key,
  label: feedbackText[`survey.set.${key}`],
  kind: 'number',
  scale: 0,
  required: true,
})
const fields: readonly Field[] = [
  ...switches.map((key): Field => ({ key, label: feedbackText[`survey.set.${key}`], kind: 'yesNo' })),
  number('days'),
  number('low'),
  {
    key: 'handler',
    label: feedbackText['survey.set.handler'],
    kind: 'choice',
    required: true,
    choices: [
      { value: 'nobody', label: feedbackText['survey.set.nobody'] },
      { value: 'owner', label: feedbackText['survey.set.owner'] },
    ],
  },
  number('reviewDays'),
]

/** A form writes numbers as text. */
const typed = (settings: SurveySettings): Record<string, unknown> => ({
  ...settings,
  ...Object.fromEntries(numbers.map(key => [key, String(settings[key])])),
})
const told = (form: Readonly<Record<string, unknown>>): SurveySettings => ({
  afterDelivery: form.afterDelivery === true,
  afterTicket: form.afterTicket === true,
  byMail: form.byMail === true,
  days: Number(form.days),
  low: Number(form.low),
  handler: form.handler === 'owner' ? 'owner' : 'nobody',
  reviewDays: Number(form.reviewDays),
})

export function SurveySettingsPage() {
  const t = useSurveyText()
  const ui = useText(uiText)
  return (
    <>
      <PageTop title={t('survey.set.title')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      <SettingCard
        title={t('survey.set.title')}
        say={t('survey.set.say')}
        name="surveySettings"
        fields={fields}
        load={async () => typed(await surveyCalls.settings({}))}
        save={async next => typed(await surveyCalls.setSettings(told(next)))}
        touches={['survey']}
      />
    </>
  )
}
