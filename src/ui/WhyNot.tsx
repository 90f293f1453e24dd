import './MoveBar.css'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from './Button.tsx'
import { Link } from './Link.tsx'
import { vars } from './Marks.tsx'
import { Sheet } from './Sheet.tsx'
import { uiText } from './ui.text.ts'
import { usePhone } from './usePhone.ts'
import { useReason, useText } from './useText.tsx'

export type WayOut = { label: string; href: string } | { label: string; onClick: () => void }

type Props = {
  title: string
  reasons: readonly Reason[]
  wayOut?: (reason: Reason) => WayOut | undefined
  onClose: () => void
  id?: string
  /** Where the little arrow points, px from the left. */
  x?: number
  /** Opened by a press: has a cross. Opened by hovering: goes by itself. */
  held?: boolean
}

/** All reasons at once, each with its way out; under the bar on a desk, a sheet on a phone. */
export function WhyNot({ title, reasons, wayOut, onClose, id, x = 40, held = true }: Props) {
  const t = useText(uiText)
  const phone = usePhone()
  const list = <Reasons reasons={reasons} {...(wayOut && { wayOut })} onGo={onClose} />
  if (phone)
    return (
      <Sheet open onClose={onClose} title={title}>
        {list}
      </Sheet>
    )
  return (
    <section className="why open" id={id} style={vars({ '--x': `${x}px` })} aria-label={title} aria-live="polite">
      <h2 className="b">{title}</h2>
      {list}
      {held && (
        <span className="close">
          <Button kind="text" size="sm" icon="x" aria-label={t('ui.close')} onClick={onClose} />
        </span>
      )}
    </section>
  )
}

export function Reasons({
  reasons,
  wayOut,
  onGo,
}: {
  reasons: readonly Reason[]
  wayOut?: Props['wayOut']
  onGo?: () => void
}) {
  const say = useReason()
  return (
    <ol className="reasons">
      {reasons.map((reason, at) => {
        const out = wayOut?.(reason)
        return (
          <li key={`${reason.key}${reason.path ?? at}`}>
            {say(reason)}
            {out &&
              ('href' in out ? (
                <Link href={out.href}>{out.label}</Link>
              ) : (
                <button
                  type="button"
                  onClick={() => {
                    onGo?.()
                    out.onClick()
                  }}
                >
                  {out.label}
                </button>
              ))}
          </li>
        )
      })}
    </ol>
  )
}
