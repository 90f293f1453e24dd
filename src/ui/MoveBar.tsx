import './MoveBar.css'
import { type ReactNode, useId, useRef, useState } from 'react'
import type { MoveOffer } from '#kernel/flow.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import type { IconName } from './Icon.tsx'
import { MoveAsk } from './MoveAsk.tsx'
import { useOffering } from './pageMoves.ts'
import { reasonsOf } from './problems.ts'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'
import { type WayOut, WhyNot } from './WhyNot.tsx'

export type { WayOut } from './WhyNot.tsx'
export type Asked = Readonly<Record<string, unknown>>

type Props<Name extends string> = {
  /** Not known yet: `undefined`. */
  offers: readonly MoveOffer<Name>[] | undefined
  label: (move: Name) => string
  onMove: (move: Name, values: Asked) => Promise<unknown>
  /** The move that passes the ball: the page's one solid button. */
  primary?: Name
  icon?: (move: Name) => IconName | undefined
  /** Fields a move needs: asked in place before it goes out. */
  asks?: Partial<Record<Name, readonly Field[]>>
  /** What is worth knowing before a move goes out: said in place, and asked whether to go on. */
  warn?: ((move: Name) => Promise<readonly Reason[]>) | undefined
  /** How to get rid of a reason: a page to open, or something to do here. */
  wayOut?: (reason: Reason) => WayOut | undefined
  /** What the work goes on with in other records: before the moves. */
  first?: ReactNode
  /** Print, more …: at the right end. */
  children?: ReactNode
}

type Open<Name> = { move: Name; show: 'why' | 'ask' | 'refused'; reasons: readonly Reason[]; x: number; held: boolean }

/** Every move that starts here; the forbidden ones stay visible and say all their reasons. */
export function MoveBar<Name extends string>({
  offers: known,
  label,
  onMove,
  primary,
  icon,
  asks,
  warn,
  wayOut,
  first,
  children,
}: Props<Name>) {
  const offers = known ?? []
  const t = useText(uiText)
  const panel = useId()
  const bar = useRef<HTMLElement>(null)
  const [open, setOpen] = useState<Open<Name>>()
  const [busy, setBusy] = useState<Name>()
  const close = () => setOpen(undefined)

  const show = (next: Omit<Open<Name>, 'x' | 'held'>, button: HTMLElement | undefined, held = true) => {
    const left = bar.current?.getBoundingClientRect().left ?? 0
    const box = button?.getBoundingClientRect()
    setOpen({ ...next, held, x: box ? box.left - left + box.width / 2 - 5 : 40 })
  }
  const run = async (move: Name, values: Asked, button?: HTMLElement) => {
    setBusy(move)
    try {
      await onMove(move, values)
      close()
    } catch (error) {
      show({ move, show: 'refused', reasons: reasonsOf(error) }, button)
    } finally {
      setBusy(undefined)
    }
  }
  const press = (offer: MoveOffer<Name>, button?: HTMLElement) => {
    const { move, reasons } = offer
    if (!offer.ok) return open?.move === move && open.held ? close() : show({ move, show: 'why', reasons }, button)
    if (warn) return ask(move, button)
    if (asks?.[move]?.length) return show({ move, show: 'ask', reasons }, button)
    return run(move, {}, button)
  }
  /** Whatever the warnings come to: that they cannot be read stands in no move's way. */
  const ask = async (move: Name, button?: HTMLElement) => {
    setBusy(move)
    const reasons = (await warn?.(move).catch(() => [])) ?? []
    setBusy(undefined)
    if (reasons.length > 0 || asks?.[move]?.length) return show({ move, show: 'ask', reasons }, button)
    return run(move, {}, button)
  }
  const go = offers.filter(offer => offer.ok).sort((a, b) => Number(b.move === primary) - Number(a.move === primary))
  const no = offers.filter(offer => !offer.ok)
  useOffering(go.map(offer => ({ key: offer.move, label: label(offer.move), run: () => void press(offer) })))
  const fields = open ? (asks?.[open.move] ?? []) : []
  const now = open?.show === 'why' ? offers.find(offer => offer.move === open.move) : undefined
  return (
    <>
      <section className={known ? 'movebar' : 'movebar pending'} aria-label={t('move.group')} ref={bar}>
        {first}
        {go.map(offer => (
          <Button
            key={offer.move}
            kind={offer.move === primary ? 'primary' : 'plain'}
            busy={busy === offer.move}
            {...iconOf(icon?.(offer.move))}
            onClick={event => press(offer, event.currentTarget)}
          >
            {label(offer.move)}
          </Button>
        ))}
        {go.length > 0 && no.length > 0 && <span className="vr" />}
        {no.map(offer => (
          <NotNow
            key={offer.move}
            offer={offer}
            label={label(offer.move)}
            panel={panel}
            open={open?.move === offer.move}
            onPress={button => press(offer, button)}
            onPeek={button =>
              !open?.held && show({ move: offer.move, show: 'why', reasons: offer.reasons }, button, false)
            }
            onLeave={() => !open?.held && close()}
          />
        ))}
        <span className="grow" />
        {children}
      </section>
      {open && open.show !== 'ask' && !now?.ok && (
        <WhyNot
          id={panel}
          title={t(open.show === 'refused' ? 'move.refused' : 'move.cannot', { move: label(open.move) })}
          reasons={now?.reasons ?? open.reasons}
          x={open.x}
          held={open.held}
          onClose={close}
          {...(wayOut && { wayOut })}
        />
      )}
      {open?.show === 'ask' && (
        <MoveAsk
          title={fields.some(field => field.required) ? t('move.asks', { move: label(open.move) }) : label(open.move)}
          fields={fields}
          said={open.reasons}
          x={open.x}
          onGo={values => run(open.move, values)}
          onClose={close}
        />
      )}
    </>
  )
}

const iconOf = (name: IconName | undefined): { icon?: IconName } => (name ? { icon: name } : {})

type NotNowProps = {
  offer: MoveOffer
  label: string
  panel: string
  open: boolean
  onPress: (button: HTMLElement) => void
  onPeek: (button: HTMLElement) => void
  onLeave: () => void
}

/** Disabled for its purpose, not for its reasons: it stays reachable by keyboard and finger. */
function NotNow({ offer, label, panel, open, onPress, onPeek, onLeave }: NotNowProps) {
  const t = useText(uiText)
  const peek = useRef<ReturnType<typeof setTimeout>>(undefined)
  const count = offer.reasons.length
  return (
    <button
      type="button"
      className={open ? 'btn no open' : 'btn no'}
      aria-disabled="true"
      aria-expanded={open}
      aria-controls={open ? panel : undefined}
      aria-label={`${label}, ${t(count === 1 ? 'move.reason' : 'move.reasons', { count })}`}
      onClick={event => {
        // a peek that was on its way would let go of what the click holds open
        clearTimeout(peek.current)
        onPress(event.currentTarget)
      }}
      onPointerEnter={event => {
        const button = event.currentTarget
        if (event.pointerType === 'mouse') peek.current = setTimeout(() => onPeek(button), 250)
      }}
      onPointerLeave={() => {
        clearTimeout(peek.current)
        onLeave()
      }}
      onFocus={event => event.currentTarget.matches(':focus-visible') && onPeek(event.currentTarget)}
      onBlur={onLeave}
    >
      {label} <i className="count">{count}</i>
    </button>
  )
}
