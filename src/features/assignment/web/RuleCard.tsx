import { useQuery } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { ConditionWords } from '#ui/ConditionEdit.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useEntityOf } from '#ui/useEntity.ts'
import { useText } from '#ui/useText.tsx'
import { isPlaced, type RuleInput } from '../assignment.schema.ts'
import { assignmentText } from '../assignment.text.ts'
import { assignmentPageText } from '../assignmentPage.text.ts'
import { RuleEdit } from './RuleEdit.tsx'
import { assignmentCalls } from './useAssignment.ts'

type Props = {
  rule: RuleInput
  isOpen: boolean
  onOpen: () => void
  onRule: (rule: RuleInput | undefined) => void
  onUp?: () => void
  onDown?: () => void
}

/** One rule as a sentence; open, its parts can be changed. */
export function RuleCard({ rule, isOpen, onOpen, onRule, onUp, onDown }: Props) {
  const t = useText(assignmentPageText)
  const { name } = rule
  return (
    <li className="assign-rule">
      <div className="row wrap tight">
        <b className="b">{name}</b>
        {!rule.active && <Tag>{t('assign.off')}</Tag>}
        <Sentence rule={rule} />
        <span className="grow" />
        <Button
          size="sm"
          kind="text"
          icon="up"
          disabled={!onUp}
          aria-label={t('assign.up', { name })}
          {...(onUp && { onClick: onUp })}
        />
        <Button
          size="sm"
          kind="text"
          icon="down"
          disabled={!onDown}
          aria-label={t('assign.down', { name })}
          {...(onDown && { onClick: onDown })}
        />
        <Button
          size="sm"
          kind="text"
          icon="edit"
          aria-expanded={isOpen}
          aria-label={t('assign.edit', { name })}
          onClick={onOpen}
        />
        <Button
          size="sm"
          kind="text"
          icon="x"
          aria-label={t('assign.remove', { name })}
          onClick={() => onRule(undefined)}
        />
      </div>
      {isOpen && <RuleEdit rule={rule} onRule={onRule} onDone={onOpen} />}
    </li>
  )
}

function Sentence({ rule }: { rule: RuleInput }) {
  const t = useText(assignmentPageText)
  const say = useText(assignmentText)
  const lead = useEntityOf('lead')
  return (
    <span className="t2 row wrap tight">
      <span>{t('assign.when')}</span>
      {rule.condition && lead ? (
        <ConditionWords fields={lead.fields} text={rule.condition} />
      ) : (
        <span>{t('assign.always')}</span>
      )}
      <span>{t('assign.then')}</span>
      <b>{say(`assignment.method.${rule.method}`)}</b>
      <span>
        <Whom rule={rule} />
      </span>
    </span>
  )
}

/** Names while there are few of them. */
function Whom({ rule }: { rule: RuleInput }) {
  const t = useText(assignmentPageText)
  const people = useQuery({ queryKey: ['assignment', 'people'], queryFn: () => assignmentCalls.people({}) })
  const ids = new Set(isPlaced(rule.method) ? rule.places.map(one => one.userId) : rule.people.map(one => one.userId))
  const depts = isPlaced(rule.method) ? [] : rule.deptIds
  const names = (people.data?.items ?? []).flatMap(one =>
    ids.has(one.userId) || (one.sells && one.deptId !== null && depts.includes(one.deptId)) ? [one.name] : [],
  )
  if (names.length === 0) return depts.length > 0 || ids.size > 0 ? null : t('assign.nobody')
  return names.length > 4 ? t('assign.peopleCount', { count: names.length }) : names.join(t('assign.comma'))
}
