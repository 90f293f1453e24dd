import './Problem.css'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

const rows = Array.from({ length: 9 }, (_, at) => at)

/** The shape of what is coming, standing still: nothing spins. */
export function Skeleton({ shape }: { shape: 'list' | 'record' | 'board' | 'lines' }) {
  const t = useText(uiText)
  return (
    <div className={`skel ${shape}`} aria-busy="true" role="status">
      <span className="vh">{t('ui.loading')}</span>
      {shape === 'record' && <i className="strip-sk" />}
      {shape === 'record' && <i className="title-sk" />}
      {rows.map(at => (
        <i key={at} />
      ))}
    </div>
  )
}
