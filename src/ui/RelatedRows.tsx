import './RelatedRows.css'
import type { ReactNode } from 'react'
import { RowsSkeleton } from './CardSkeleton.tsx'
import { Link } from './Link.tsx'
import { Tag, type Tone } from './Marks.tsx'
import { When } from './When.tsx'

export type RelatedRow = {
  id: string
  href: string
  title: string
  state?: { label: string; tone: Tone }
  at?: string
  sum?: ReactNode
}

type Rows = { rows: readonly RelatedRow[] | undefined; none: string }

type RelatedProps = Rows & {
  title: string
  /** At the end of the head: how to begin one. */
  action?: ReactNode
  /** Below the rows: what was refused. */
  children?: ReactNode
}

/** What hangs on a record, one line each: where it stands and what it comes to. */
export function RelatedRows({ title, action, children, ...rest }: RelatedProps) {
  return (
    <section className="card">
      <header>
        <h2>{title}</h2>
        <span className="grow" />
        {action}
      </header>
      <div className="body">
        <RelatedList {...rest} />
        {children}
      </div>
    </section>
  )
}

/** The same lines within a card that says more. */
export function RelatedList({ rows, none }: Rows) {
  if (!rows) return <RowsSkeleton rows={1} />
  if (rows.length === 0) return none && <p className="t3">{none}</p>
  return rows.map(row => (
    <p key={row.id} className="relrow">
      <Link className="link cut" href={row.href}>
        {row.title}
      </Link>
      {row.state && <Tag tone={row.state.tone}>{row.state.label}</Tag>}
      <span className="grow" />
      {row.at && (
        <small className="t3 dk">
          <When at={row.at} />
        </small>
      )}
      {row.sum}
    </p>
  ))
}
