import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ConditionWords } from '#ui/ConditionEdit.tsx'
import { Problem } from '#ui/Problem.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useEntityOf } from '#ui/useEntity.ts'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { assignmentText } from '../assignment.text.ts'
import { assignmentPageText } from '../assignmentPage.text.ts'
import { changedParts } from '../ruleHistory.rules.ts'
import type { RuleChange, RulePart, RulesEntry, SaidRule } from '../ruleHistory.schema.ts'
import { assignmentCalls } from './useAssignment.ts'

/** Who changed what about the rules, newest first: before and after, part by part. */
export function HistoryPart() {
  const t = useText(assignmentPageText)
  const kept = useQuery({ queryKey: ['assignment', 'history'], queryFn: () => assignmentCalls.history({}) })
  return (
    <section className="card">
      <header>
        <h2>{t('assign.history')}</h2>
      </header>
      <div className="body">
        {kept.error && <Problem error={kept.error} onRetry={() => kept.refetch()} />}
        {kept.data?.items.length === 0 && <p className="t3">{t('assign.noHistory')}</p>}
        <ol className="plain assign-history">
          {kept.data?.items.map(entry => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      </div>
    </section>
  )
}

const labels = {
  name: 'assign.name',
  active: 'assign.active',
  condition: 'assign.when',
  method: 'assign.method',
  people: 'assign.people',
  departments: 'assign.departments',
  places: 'assign.places',
  maxOpen: 'assign.maxOpen',
} as const satisfies Record<RulePart, string>

function Entry({ entry }: { entry: RulesEntry }) {
  const t = useText(assignmentPageText)
  return (
    <li>
      <p className="row wrap tight">
        <b className="b">{entry.byName ?? t('assign.someone')}</b>
        <span className="grow" />
        <When at={entry.at} />
      </p>
      {entry.switches.map(({ part, was, now }) => (
        <Change
          key={part}
          label={t(`assign.${part}`)}
          was={<Switch part={part} value={was} />}
          now={<Switch part={part} value={now} />}
        />
      ))}
      {entry.rules.map(change => (
        <Rule key={change.was?.id ?? change.now?.id} change={change} />
      ))}
    </li>
  )
}

type ChangeProps = { label: string; was: ReactNode; now: ReactNode }
const Change = ({ label, was, now }: ChangeProps) => (
  <p className="assign-diff">
    <span className="t3">{label}</span> {was && <del>{was}</del>} {was && now && '→'} {now && <ins>{now}</ins>}
  </p>
)

type Switched = { part: RulesEntry['switches'][number]['part']; value: boolean | string | null }
function Switch({ part, value }: Switched) {
  const t = useText(assignmentPageText)
  const ui = useText(uiText)
  if (value === null || value === '') return part === 'fallback' ? t('assign.unassigned') : '–'
  return typeof value === 'boolean' ? ui(value ? 'ui.yes' : 'ui.no') : value
}

function Rule({ change }: { change: RuleChange }) {
  const t = useText(assignmentPageText)
  const { was, now } = change
  const deed = !was ? 'assign.added' : !now ? 'assign.removed' : 'assign.changed'
  return (
    <>
      <p>{t(deed, { name: (was ?? now)?.name ?? '' })}</p>
      {changedParts(change).map(part => (
        <Change
          key={part}
          label={t(labels[part])}
          was={was && <Part rule={was} part={part} />}
          now={now && <Part rule={now} part={part} />}
        />
      ))}
    </>
  )
}

/** One part of a rule in words. */
function Part({ rule, part }: { rule: SaidRule; part: RulePart }) {
  const t = useText(assignmentPageText)
  const ui = useText(uiText)
  const say = useText(assignmentText)
  const lead = useEntityOf('lead')
  const joined = (words: readonly string[]) => words.join(t('assign.comma')) || t('assign.nobody')
  switch (part) {
    case 'condition':
      if (!rule.condition || !lead) return t('assign.always')
      return <ConditionWords fields={lead.fields} text={rule.condition} />
    case 'method':
      return say(`assignment.method.${rule.method}`)
    case 'people':
      return joined(rule.people.map(({ name, weight }) => (rule.method === 'weighted' ? `${name} ×${weight}` : name)))
    case 'departments':
      return joined(rule.departments)
    case 'places':
      return joined(rule.places.map(({ value, name }) => `${value}: ${name}`))
    case 'active':
      return ui(rule.active ? 'ui.yes' : 'ui.no')
    case 'maxOpen':
      return rule.maxOpen === null ? '–' : String(rule.maxOpen)
    default:
      return rule.name
  }
}
