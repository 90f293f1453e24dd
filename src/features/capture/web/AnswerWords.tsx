import { Tag } from '#ui/Marks.tsx'
import { useLabel } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { FormAnswer } from '../capture.schema.ts'
import { useFormText } from './useForms.ts'

/** What somebody said, under the words they were asked with. */
export function AnswerWords({ answer }: { answer: FormAnswer }) {
  const t = useFormText()
  const label = useLabel()
  return (
    <div className="form-answer">
      <p className="t3">
        {t('form.answerBy', { form: answer.formName, version: answer.formVersion })} · <When at={answer.at} />
        {answer.origin && ` · ${answer.origin}`}
      </p>
      <dl>
        {answer.said.map(one => (
          <div key={one.key}>
            <dt className="t3">{label(one.label)}</dt>
            <dd>
              {one.value} {one.strange && <Tag tone="warm">{t('form.strangeRegion')}</Tag>}
            </dd>
          </div>
        ))}
      </dl>
      {answer.consent && <p className="t3">{t('form.agreed', { words: answer.consent })}</p>}
    </div>
  )
}
