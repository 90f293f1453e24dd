import './Forms.css'
import { useQuery } from '@tanstack/react-query'
import { AnswerWords } from './AnswerWords.tsx'
import { formCalls, useFormText } from './useForms.ts'

type Props = { readonly entity: string; readonly id: string }

/** On a lead and a customer: what they filled in themselves. Nothing where they filled in nothing. */
export function AnswersPart({ entity, id }: Props) {
  const t = useFormText()
  const answers = useQuery({
    queryKey: ['form', 'of', entity, id],
    queryFn: () => (entity === 'lead' ? formCalls.ofLead({ id }) : formCalls.ofCustomer({ id })),
  })
  if (!answers.data?.items.length) return null
  return (
    <section className="card">
      <header>
        <h2>{t('form.answers')}</h2>
      </header>
      <ul className="plain form-list">
        {answers.data.items.map(answer => (
          <li key={answer.id}>
            <AnswerWords answer={answer} />
          </li>
        ))}
      </ul>
    </section>
  )
}
