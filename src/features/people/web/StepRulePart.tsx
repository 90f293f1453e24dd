import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import type { StepRule } from '../secondStep.schema.ts'
import { userEntity } from '../user.entity.ts'
import { peopleCalls } from './usePeople.ts'

const choices = userEntity.fields.find(field => field.key === 'roles')?.choices ?? []
const fields: readonly Field[] = [
  { key: 'roles', label: accountText['people.stepRule'], kind: 'multiChoice', choices },
  { key: 'graceDays', label: accountText['people.graceDays'], kind: 'number', scale: 0, required: true },
]

/** Which roles must have a second step at sign-in. */
export function StepRulePart() {
  const t = useText(accountText)
  const tell = useToast()
  const queries = useQueryClient()
  const rule = useQuery({ queryKey: ['stepRule'], queryFn: () => peopleCalls.stepRule({}) })
  if (!rule.data) return null
  const now: StepRule = rule.data
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const { roles, graceDays } = { ...now, ...body } as StepRule // the form offers exactly these fields; the server checks them
    queries.setQueryData(['stepRule'], await peopleCalls.setStepRule({ roles, graceDays: Number(graceDays) }))
    tell(t('account.saved'))
  }
  return (
    <section className="card">
      <header>
        <h2>{t('account.step')}</h2>
      </header>
      <div className="body">
        <p className="t2">{t('people.stepRuleSay')}</p>
        <RecordForm
          fields={fields}
          record={{ ...now, graceDays: String(now.graceDays) }}
          draftKey="stepRule"
          onSave={save}
        />
      </div>
    </section>
  )
}
