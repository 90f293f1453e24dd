import { Button } from '#ui/Button.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import type { ApprovalWhen, Policy } from '../approval.schema.ts'
import { approvalText } from '../approval.text.ts'

type Facts = Policy['facts']
type Props = {
  readonly facts: Facts
  readonly when: readonly ApprovalWhen[]
  readonly onChange: (when: ApprovalWhen[]) => void
}

const ops = { gt: '>', gte: '≥', lt: '<', lte: '≤' } as const
const isOp = (text: string): text is keyof typeof ops => Object.hasOwn(ops, text)

/** What has to hold for a step to be asked; without conditions it always is. */
export function PolicyWhen({ facts, when, onChange }: Props) {
  const t = useText(approvalText)
  const put = (at: number, next: ApprovalWhen) => onChange(when.map((one, i) => (i === at ? next : one)))
  const first = facts[0]
  return (
    <fieldset className="policywhen">
      <legend className="t3">{t(when.length > 0 ? 'approval.when' : 'approval.always')}</legend>
      {when.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no other name than its place
        <div className="row" key={i}>
          <When facts={facts} one={one} onChange={next => put(i, next)} />
          <Button
            kind="text"
            size="sm"
            icon="x"
            aria-label={t('approval.removeWhen')}
            onClick={() => onChange(when.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      {first && (
        <Button size="sm" kind="text" icon="plus" onClick={() => onChange([...when, freshOf(first)])}>
          {t('approval.addWhen')}
        </Button>
      )}
    </fieldset>
  )
}

/** Little is earned, much is given away: which way a rule usually looks. */
const freshOf = ({ key, kind }: Facts[number]): ApprovalWhen =>
  kind === 'yesNo' ? { fact: key, op: 'is' } : { fact: key, op: key === 'marginPercent' ? 'lt' : 'gt', value: '' }

type WhenProps = {
  readonly facts: Facts
  readonly one: ApprovalWhen
  readonly onChange: (next: ApprovalWhen) => void
}

function When({ facts, one, onChange }: WhenProps) {
  const t = useText(approvalText)
  const say = useReason()
  const choose = (key: string) => {
    const fact = facts.find(each => each.key === key)
    if (fact) onChange(freshOf(fact))
  }
  return (
    <>
      <select aria-label={t('approval.whenFact')} value={one.fact} onChange={event => choose(event.target.value)}>
        {facts.map(({ key }) => (
          <option key={key} value={key}>
            {say({ key: `approval.fact.${key}` })}
          </option>
        ))}
      </select>
      {one.op !== 'is' && (
        <>
          <select
            aria-label={t('approval.whenOp')}
            value={one.op}
            onChange={({ target: { value } }) => isOp(value) && onChange({ ...one, op: value })}
          >
            {Object.entries(ops).map(([op, sign]) => (
              <option key={op} value={op}>
                {sign}
              </option>
            ))}
          </select>
          <input
            aria-label={t('approval.whenValue')}
            inputMode="decimal"
            value={one.value ?? ''}
            onChange={({ target: { value } }) => onChange({ ...one, value: value.normalize('NFKC').trim() })}
          />
        </>
      )}
    </>
  )
}
