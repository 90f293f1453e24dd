import './Problem.css'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

/** A card whose rows are on their way: it takes the place that they will. */
export function CardSkeleton({ rows }: { rows: number }) {
  return (
    <section className="card cardsk">
      <header>
        <i />
      </header>
      <div className="body">
        <RowsSkeleton rows={rows} />
      </div>
    </section>
  )
}

/** Within a card that stands already. */
export function RowsSkeleton({ rows }: { rows: number }) {
  const t = useText(uiText)
  return (
    <div className="rowsk" aria-busy="true" role="status">
      <span className="vh">{t('ui.loading')}</span>
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows that are all alike
        <i key={at} />
      ))}
    </div>
  )
}
