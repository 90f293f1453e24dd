import type { Reason } from '#kernel/refusal.ts'
import { Button } from './Button.tsx'
import { Link } from './Link.tsx'
import { uiText } from './ui.text.ts'
import type { BulkState, Chosen } from './useBulk.ts'
import { useDeedLabel } from './useDeedLabel.ts'
import { useSaid, useText } from './useText.tsx'
import { Reasons } from './WhyNot.tsx'

type Props<R extends Chosen> = {
  entity: string
  state: BulkState<R>
  onStop: () => void
  onClose: () => void
  title: (row: R) => string
  href: (row: R) => string
}

/** How far it is, then how it ended: the refused rows each with all its reasons. */
export function BulkResult<R extends Chosen>({ entity, state, onStop, onClose, title, href }: Props<R>) {
  const t = useText(uiText)
  const said = useSaid()
  const deed = useDeedLabel()(state.deed)
  const { count, tried, done, refused, running, broke } = state
  const left = count - tried
  // a reason knows the state's name, this list whose state it is
  const withState = (reason: Reason): Reason => {
    const name = said(`state.${entity}.${reason.values?.state}`)
    return name === undefined ? reason : { ...reason, values: { ...reason.values, state: name } }
  }
  if (running)
    return (
      <div className="bulk" role="status">
        <b className="b">{t('bulk.running', { deed, done: tried, count })}</b>
        <progress value={tried} max={count} aria-label={deed} />
        <span className="grow" />
        {left > 100 && (
          <Button size="sm" onClick={onStop}>
            {t('bulk.stop')}
          </Button>
        )}
      </div>
    )
  const failed = refused.length
  return (
    <section className={failed > 0 || left > 0 ? 'bulkend some' : 'bulkend'} aria-label={deed}>
      <p role="status">
        <b className="b">{failed > 0 ? t('bulk.refused', { deed, done, failed }) : t('bulk.done', { deed, done })}</b>
        {left > 0 && ` ${broke.length > 0 ? t('bulk.unsure', { left }) : t('bulk.stopped', { left })}`}
      </p>
      <Button size="sm" kind="text" icon="x" aria-label={t('ui.close')} onClick={onClose} />
      {broke.length > 0 && <Reasons reasons={broke} />}
      {failed > 0 && (
        <details>
          <summary>{t('bulk.why')}</summary>
          <ul>
            {refused.map(({ row, reasons }) => (
              <li key={row.id}>
                <Link href={href(row)}>{title(row)}</Link>
                <Reasons reasons={reasons.map(withState)} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
