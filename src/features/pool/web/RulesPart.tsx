import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { ConditionEdit } from '#ui/ConditionEdit.tsx'
import { Link } from '#ui/Link.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useToast } from '#ui/Toast.tsx'
import { useEntityOf } from '#ui/useEntity.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { customerLevels, type Pool, type PoolRule, ruleKinds, type Simulation } from '../pool.schema.ts'
import { poolPageText } from '../poolPage.text.ts'
import { poolCalls } from './usePools.ts'

/** The rules as sentences, and what they would have moved, before anybody keeps them. */
export function RulesPart({ pool }: { pool: Pool }) {
  const t = useText(poolPageText)
  const tell = useToast()
  const queries = useQueryClient()
  const [rules, setRules] = useState<readonly PoolRule[]>(pool.rules)
  const [date, setDate] = useState('')
  const kept = JSON.stringify(rules) === JSON.stringify(pool.rules)
  const trying = useMutation({
    mutationFn: () => poolCalls.simulate({ id: pool.id, rules: [...rules], ...(date && { date }) }),
  })
  const saving = useMutation({
    mutationFn: () => poolCalls.edit({ id: pool.id, rules: [...rules], version: pool.version }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['pool'] })
      tell(t('pool.saved'))
    },
  })
  const put = (at: number, next: PoolRule | undefined) =>
    setRules(next ? rules.map((old, i) => (i === at ? next : old)) : rules.filter((_, i) => i !== at))
  const error = trying.error ?? saving.error
  return (
    <section className="card">
      <header>
        <h2>{t('pool.rules')}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{rules.length > 0 ? t('pool.rulesSay') : t('pool.noRules')}</p>
        {rules.map((rule, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is the place where it stands
          <Rule key={at} pool={pool} rule={rule} onRule={next => put(at, next)} />
        ))}
        <div className="row wrap tight">
          <Button size="sm" icon="plus" onClick={() => setRules([...rules, { kind: 'noFollowup', days: 30 }])}>
            {t('pool.addRule')}
          </Button>
          {!kept && (
            <Button size="sm" kind="primary" busy={saving.isPending} onClick={() => saving.mutate()}>
              {t('pool.useRules')}
            </Button>
          )}
        </div>
        <div className="row wrap tight">
          <label className="row tight">
            <span className="t2">{t('pool.onDay')}</span>
            <input className="inp" type="date" value={date} onChange={event => setDate(event.target.value)} />
          </label>
          <Button size="sm" busy={trying.isPending} onClick={() => trying.mutate()}>
            {t('pool.simulate')}
          </Button>
          <span className="t3">{t('pool.simulateSay')}</span>
        </div>
        {error && <Reasons reasons={reasonsOf(error)} />}
        {trying.data && <Would simulation={trying.data} pool={pool} />}
      </div>
    </section>
  )
}

type RuleProps = { pool: Pool; rule: PoolRule; onRule: (next: PoolRule | undefined) => void }

function Rule({ pool, rule, onRule }: RuleProps) {
  const t = useText(poolPageText)
  const fields = useEntityOf(pool.entity)?.fields
  const { kind, days, levels = [] } = rule
  return (
    <div className="pool-rule">
      <input
        className="inp"
        type="number"
        min={1}
        max={3650}
        aria-label={t('pool.ruleDays')}
        value={days}
        onChange={event => onRule({ ...rule, days: Math.max(1, Math.round(Number(event.target.value)) || 1) })}
      />
      <span className="t2">{t('pool.ruleDays')}</span>
      <select
        className="inp"
        aria-label={t('pool.ruleKind')}
        value={kind}
        onChange={event => onRule({ ...rule, kind: ruleKinds.find(one => one === event.target.value) ?? kind })}
      >
        {ruleKinds
          .filter(one => pool.entity === 'customer' || one !== 'contractEnd')
          .map(one => (
            <option key={one} value={one}>
              {t(`pool.rule.${one}`)}
            </option>
          ))}
      </select>
      {pool.entity === 'customer' && (
        <span className="row tight">
          {customerLevels.map(one => (
            <label key={one} className="row tight">
              <input
                type="checkbox"
                checked={levels.includes(one)}
                onChange={event =>
                  onRule({
                    ...rule,
                    levels: event.target.checked ? [...levels, one] : levels.filter(old => old !== one),
                  })
                }
              />
              {one}
            </label>
          ))}
          {levels.length === 0 && <span className="t3">{t('pool.everyLevel')}</span>}
        </span>
      )}
      {fields && (
        <div className="row wrap tight">
          <span className="t2">{t('pool.where')}</span>
          <ConditionEdit fields={fields} text={rule.where} onText={where => onRule({ ...rule, where })} />
        </div>
      )}
      {kind === 'contractEnd' && <span className="t3">{t('pool.rule.contractSay')}</span>}
      <Button size="sm" kind="text" icon="x" aria-label={t('pool.removeRule')} onClick={() => onRule(undefined)} />
    </div>
  )
}

function Would({ simulation, pool }: { simulation: Simulation; pool: Pool }) {
  const t = useText(poolPageText)
  const { count, more, people, items } = simulation
  if (count === 0) return <p role="status">{t('pool.wouldNone')}</p>
  return (
    <div className="stack" role="status">
      <p className="b">{more ? t('pool.wouldMore', { count }) : t('pool.would', { count, people: people.length })}</p>
      <p className="t2">{people.map(one => `${one.name} ${one.count}`).join(' · ')}</p>
      <ul className="plain pool-would">
        {items.map(due => (
          <li key={due.id} className="row wrap">
            <Link className="link" href={`/${pool.entity}s/${due.id}`}>
              {due.title}
            </Link>
            <span className="t2">{due.ownerName}</span>
            <span className="grow" />
            <span className="t3">{t(`pool.took.${due.rule.kind}`, { days: due.days, limit: due.rule.days })}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
