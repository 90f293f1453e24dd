import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { poolApi } from '#features/pool/pool.api.ts'
import { client } from '#kernel/api.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Assigning, AssigningEdit, RuleInput } from '../assignment.schema.ts'
import { assignmentPageText } from '../assignmentPage.text.ts'
import { RuleCard } from './RuleCard.tsx'
import { TryPart } from './TryPart.tsx'
import { assignmentCalls } from './useAssignment.ts'

const poolCalls = client(poolApi, send)
type Draft = AssigningEdit

const blank: Omit<RuleInput, 'name'> = {
  active: true,
  condition: null,
  method: 'roundRobin',
  people: [],
  deptIds: [],
  places: [],
  maxOpen: null,
}

/** The rules in order as sentences; nothing changes until it is saved, and they can be tried before. */
export function RulesPart({ kept }: { kept: Assigning }) {
  const t = useText(assignmentPageText)
  const tell = useToast()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>(kept)
  const [open, setOpen] = useState<number>()
  const isChanged = JSON.stringify(draft) !== JSON.stringify(kept)
  const saving = useMutation({
    mutationFn: () => assignmentCalls.set(draft),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['assignment'] })
      tell(t('assign.saved'))
    },
  })
  const setRules = (rules: readonly RuleInput[]) => setDraft({ ...draft, rules: [...rules] })
  const add = () => {
    setRules([...draft.rules, { ...blank, name: t('assign.newRule', { n: draft.rules.length + 1 }) }])
    setOpen(draft.rules.length)
  }
  return (
    <section className="card">
      <header>
        <h2>{t('assign.rules')}</h2>
      </header>
      <div className="body stack">
        <Switches draft={draft} onDraft={setDraft} />
        <p className="t2">{draft.rules.length > 0 ? t('assign.rulesSay') : t('assign.noRules')}</p>
        <RuleList rules={draft.rules} onRules={setRules} open={open} onOpen={setOpen} />
        <div className="row wrap tight">
          <Button size="sm" icon="plus" onClick={add}>
            {t('assign.add')}
          </Button>
          {isChanged && (
            <>
              <Button size="sm" kind="primary" busy={saving.isPending} onClick={() => saving.mutate()}>
                {t('assign.save')}
              </Button>
              <Button size="sm" kind="text" onClick={() => setDraft(kept)}>
                {t('assign.drop')}
              </Button>
            </>
          )}
        </div>
        {saving.error && <Reasons reasons={reasonsOf(saving.error)} />}
        <TryPart rules={draft.rules} isKept={!isChanged} />
      </div>
    </section>
  )
}

function Switches({ draft, onDraft }: { draft: Draft; onDraft: (draft: Draft) => void }) {
  const t = useText(assignmentPageText)
  const pools = useQuery({ queryKey: ['pool', 'list', 'all'], queryFn: () => poolCalls.list({ limit: 200 }) })
  return (
    <div className="assign-switches">
      {(['on', 'keepOwn'] as const).map(key => (
        <label key={key} className="row tight">
          <input
            type="checkbox"
            checked={draft[key]}
            onChange={event => onDraft({ ...draft, [key]: event.target.checked })}
          />
          {t(`assign.${key}`)}
        </label>
      ))}
      <label className="row tight">
        <span className="t2">{t('assign.fallback')}</span>
        <select
          className="inp"
          value={draft.fallbackPoolId ?? ''}
          onChange={event => onDraft({ ...draft, fallbackPoolId: event.target.value || null })}
        >
          <option value="">{t('assign.unassigned')}</option>
          {pools.data?.items
            .filter(pool => pool.entity === 'lead')
            .map(pool => (
              <option key={pool.id} value={pool.id}>
                {t('assign.toPool', { pool: pool.name })}
              </option>
            ))}
        </select>
      </label>
    </div>
  )
}

type ListProps = {
  rules: readonly RuleInput[]
  onRules: (rules: readonly RuleInput[]) => void
  open: number | undefined
  onOpen: (at: number | undefined) => void
}

function RuleList({ rules, onRules, open, onOpen }: ListProps) {
  const move = (at: number, by: number) => {
    const next = [...rules]
    const [one] = next.splice(at, 1)
    if (one) next.splice(at + by, 0, one)
    onRules(next)
    onOpen(undefined)
  }
  return (
    <ol className="plain assign-rules">
      {rules.map((rule, at) => (
        <RuleCard
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is the place where it stands
          key={at}
          rule={rule}
          isOpen={open === at}
          onOpen={() => onOpen(open === at ? undefined : at)}
          onRule={next =>
            onRules(next ? rules.map((old, i) => (i === at ? next : old)) : rules.filter((_, i) => i !== at))
          }
          {...(at > 0 && { onUp: () => move(at, -1) })}
          {...(at < rules.length - 1 && { onDown: () => move(at, 1) })}
        />
      ))}
    </ol>
  )
}
