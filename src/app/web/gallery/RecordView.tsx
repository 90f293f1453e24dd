import { systemClock } from '#kernel/clock.ts'
import { Button } from '#ui/Button.tsx'
import { Composer } from '#ui/Composer.tsx'
import { Link } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { ThreadStrip } from '#ui/ThreadStrip.tsx'
import { Timeline } from '#ui/Timeline.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useLang } from '#ui/useText.tsx'
import { axes, entriesAt, holdReason, holdUntil, legsOf, moveNames, offers, wayOuts, words } from './sample.ts'

/** An order's page: strip, head, moves, timeline. */
export function RecordView() {
  const { lang } = useLang()
  const tell = useToast()
  const w = (key: keyof typeof words) => words[key][lang]
  const name = (move: string) => moveNames[move]?.[lang] ?? move
  return (
    <>
      <PageTop title={w('number')} back={{ label: w('orders'), href: '/orders' }} />
      <ThreadStrip legs={legsOf('order', lang)} lateAction={<Button size="sm">{w('remind')}</Button>} />
      <RecordHead
        title={w('title')}
        state={{ label: w('approved') }}
        sub={
          <>
            <Link className="link" href="/customers/1">
              {w('customer')}
            </Link>
            <span className="t3">{w('grade')}</span>
            <span>{w('owner')}</span>
            <span>{w('version')}</span>
          </>
        }
        facts={axes.map(axis => ({ ...axis, label: axis.label[lang], value: axis.value[lang] }))}
        sum={{ label: w('total'), value: <Money amount="1229400.00" currency="CNY" /> }}
      />
      <MoveBar
        offers={offers}
        label={name}
        primary="ship"
        icon={move => (move === 'ship' ? 'truck' : undefined)}
        asks={{ hold: [holdReason, holdUntil] }}
        wayOut={reason =>
          wayOuts[reason.key] ? { label: wayOuts[reason.key]?.[lang] ?? '', href: '/orders' } : undefined
        }
        onMove={async move => tell(name(move))}
      >
        <Button kind="text" icon="print" only="dk">
          {w('print')}
        </Button>
        <Button kind="text" icon="more" aria-label={w('print')} />
      </MoveBar>
      <div className="rec-grid">
        <div className="stack">
          {(['quote', 'handoff', 'twoBalls'] as const).map(which => (
            <ThreadStrip key={which} legs={legsOf(which, lang)} />
          ))}
        </div>
        <Timeline entries={entriesAt(systemClock.now(), lang)}>
          <Composer draftKey="gallery" contact={w('contact')} onLog={async entry => tell(entry.text)} />
        </Timeline>
      </div>
    </>
  )
}
