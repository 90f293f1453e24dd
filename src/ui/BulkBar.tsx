import './Bulk.css'
import { Popover } from 'antd'
import { useState } from 'react'
import { BulkResult } from './BulkResult.tsx'
import { Button } from './Button.tsx'
import type { BulkLink, Deed } from './bulk.ts'
import type { Row } from './kinds/kind.ts'
import { useNumber } from './Money.tsx'
import { AskForm } from './MoveAsk.tsx'
import { Sheet } from './Sheet.tsx'
import { uiText } from './ui.text.ts'
import { type Chosen, useBulk } from './useBulk.ts'
import { useDeedLabel } from './useDeedLabel.ts'
import { usePhone } from './usePhone.ts'
import { mostPicked } from './usePicked.ts'
import { useLabel, useText } from './useText.tsx'

type Props<R extends Chosen> = {
  entity: string
  deeds: readonly Deed[]
  links?: readonly BulkLink[] | undefined
  chosen: readonly R[]
  /** Of all rows that the list would show. */
  total: number | undefined
  loading: boolean
  onAll: () => void
  onNone: () => void
  onDone: (ids: readonly string[]) => void
  title: (row: R) => string
  href: (row: R) => string
}

const shownAtOnce = 4

/** What can be done to the chosen rows, never at one press; afterwards, what became of them. */
export function BulkBar<R extends Chosen>(props: Props<R>) {
  const { entity, deeds, chosen, onNone, onDone } = props
  const t = useText(uiText)
  const [asking, setAsking] = useState<Deed>()
  const { state, run, stop, close } = useBulk<R>(entity, onDone)
  const fit = deeds.filter(deed => chosen.some(deed.suits))
  if (state?.running || (state && chosen.length === 0))
    return <BulkResult {...props} state={state} onStop={stop} onClose={close} />
  if (chosen.length === 0) return null
  return (
    <>
      <div className="bulk" role="status">
        <b className="b">{t('list.selected', { count: chosen.length })}</b>
        <PickMore {...props} />
        <DeedButtons deeds={fit} onPress={setAsking} />
        <Links {...props} />
        <span className="grow" />
        <Button size="sm" kind="text" icon="x" aria-label={t('bulk.none')} onClick={onNone} />
      </div>
      {asking && (
        <Ask
          deed={asking}
          count={chosen.length}
          onClose={() => setAsking(undefined)}
          onGo={async values => {
            setAsking(undefined)
            await run(asking, chosen, values)
          }}
        />
      )}
      {state && <BulkResult {...props} state={state} onStop={stop} onClose={close} />}
    </>
  )
}

function PickMore<R extends Chosen>({ total = 0, chosen, loading, onAll }: Props<R>) {
  const t = useText(uiText)
  const number = useNumber()
  if (total <= chosen.length || chosen.length >= mostPicked) return null
  const count = number(Math.min(total, mostPicked))
  return (
    <Button size="sm" kind="text" busy={loading} onClick={onAll}>
      {total > mostPicked ? t('bulk.allMost', { count }) : t('bulk.all', { count })}
    </Button>
  )
}

function Links<R extends Chosen>({ links = [], chosen }: Props<R>) {
  const label = useLabel()
  const ids = chosen.map(row => row.id)
  const open = links.filter(link => ids.length <= link.most)
  return open.map(link => (
    <Button key={link.label.en} size="sm" icon="print" href={link.href(ids)}>
      {label(link.label)}
    </Button>
  ))
}

function DeedButtons({ deeds, onPress }: { deeds: readonly Deed[]; onPress: (deed: Deed) => void }) {
  const t = useText(uiText)
  const phone = usePhone()
  const label = useDeedLabel()
  const [open, setOpen] = useState(false)
  const button = (deed: Deed) => (
    <Button
      key={deed.key}
      size="sm"
      bad={deed.key === 'delete'}
      onClick={() => {
        setOpen(false)
        onPress(deed)
      }}
    >
      {label(deed)}
    </Button>
  )
  // on a phone the bar is pushed sideways
  if (phone || deeds.length <= shownAtOnce + 1) return deeds.map(button)
  return (
    <>
      {deeds.slice(0, shownAtOnce).map(button)}
      <Popover
        trigger="click"
        open={open}
        onOpenChange={setOpen}
        content={<div className="bulkmore">{deeds.slice(shownAtOnce).map(button)}</div>}
      >
        <Button size="sm" icon="more" aria-label={t('ui.more')} />
      </Popover>
    </>
  )
}

type AskProps = { deed: Deed; count: number; onClose: () => void; onGo: (values: Row) => Promise<void> }

function Ask({ deed, count, onClose, onGo }: AskProps) {
  const t = useText(uiText)
  const phone = usePhone()
  const name = useDeedLabel()(deed)
  const title = deed.asks.length > 0 ? t('move.asks', { move: name }) : t('bulk.confirm', { deed: name, count })
  const form = <AskForm fields={deed.asks} onGo={onGo} onClose={onClose} go={t('bulk.go', { deed: name, count })} />
  if (phone)
    return (
      <Sheet open onClose={onClose} title={title}>
        {form}
      </Sheet>
    )
  return (
    <section className="bulkask stack" aria-label={title}>
      <h2 className="b">{title}</h2>
      {form}
    </section>
  )
}
