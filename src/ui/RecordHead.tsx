import './RecordHead.css'
import type { ReactNode } from 'react'
import { Link } from './Link.tsx'
import { Moon, StateSeal, type Tone } from './Marks.tsx'

export interface Fact {
  label: string
  value: ReactNode
  /** Per cent, drawn as a filling circle before the value. */
  share?: number
  tone?: Tone
  /** A small word behind the value, not shown on a phone. */
  note?: string
}

type Props = {
  title: string
  /** Where the title leads: of a paper that is called by its customer, to the customer. */
  href?: string | undefined
  state?: { label: string; tone?: Tone; title?: string }
  /** Under the title: customer, grade, owner … The first two stay on a phone. */
  sub?: ReactNode
  facts?: readonly Fact[]
  /** The one big figure. */
  sum?: { label: string; value: ReactNode }
}

export function RecordHead({ title, href, state, sub, facts = [], sum }: Props) {
  return (
    <section className="rec-head">
      <div className="grow">
        <div className="row">
          <h1 className="h1 cut" title={title}>
            {href ? <Link href={href}>{title}</Link> : title}
          </h1>
          {state && <StateSeal {...state} />}
        </div>
        {sub && <div className="rec-sub">{sub}</div>}
      </div>
      {(facts.length > 0 || sum) && (
        <dl className="facts c">
          {facts.map(fact => (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd className={fact.tone === 'late' ? 'late' : undefined}>
                {fact.share !== undefined && <Moon share={fact.share} {...(fact.tone && { tone: fact.tone })} />}
                {fact.value}
                {fact.note && <small>{fact.note}</small>}
              </dd>
            </div>
          ))}
          {sum && (
            <div className="sum">
              <dt>{sum.label}</dt>
              <dd>{sum.value}</dd>
            </div>
          )}
        </dl>
      )}
    </section>
  )
}
