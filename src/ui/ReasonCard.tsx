import type { Reason } from '#kernel/refusal.ts'
import { Reasons } from './WhyNot.tsx'

type Props = { readonly title: string; readonly reasons: readonly Reason[] }

/** What is worth knowing before one saves a second time. */
export function ReasonCard({ title, reasons }: Props) {
  if (reasons.length === 0) return null
  return (
    <aside className="card" role="alert">
      <header>
        <h2>{title}</h2>
      </header>
      <div className="body">
        <Reasons reasons={reasons} />
      </div>
    </aside>
  )
}
