import './shell.css'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { KeysHelp } from '#ui/KeysHelp.tsx'
import { useGo } from '#ui/Link.tsx'
import { PageTopSlot } from '#ui/PageTop.tsx'
import { type HitGroup, Palette } from '#ui/Palette.tsx'
import { usePageMoves } from '#ui/pageMoves.ts'
import { useKeys } from '#ui/useKeys.ts'
import { useLive } from '#ui/useLive.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { BottomBar } from './BottomBar.tsx'
import type { Page } from './page.ts'
import { type Counts, Rail } from './Rail.tsx'
import { seenBy } from './railEntries.ts'
import { shellText } from './shell.text.ts'
import { TopBar } from './TopBar.tsx'

type Props = {
  pages: readonly Page[]
  counts: () => Promise<Counts>
  search: (q: string) => Promise<readonly HitGroup[]>
  children: ReactNode
}

const home = '/'

/** Rail, top bar, page; on a phone the bar with the plus. */
export function Shell({ pages: all, counts: readCounts, search, children }: Props) {
  const t = useText(shellText)
  const go = useGo()
  const session = useSession()
  const { connected } = useLive()
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const [shown, setShown] = useState<'palette' | 'keys'>()
  const pages = useMemo(() => seenBy(all, session), [all, session])
  const creates = pages.flatMap(page => (page.create && mayDo(session, page.create.access) ? [page.create] : []))
  const asked = useQuery({
    queryKey: ['counts'],
    queryFn: readCounts,
    staleTime: 30_000,
    refetchInterval: 60_000,
    retry: false,
  })
  const counts = asked.data ?? {}
  useKeys({ 'mod+k': () => setShown('palette'), '?': () => setShown('keys'), g: () => go(home) })

  const places = pages.flatMap(({ path, rail }) =>
    rail ? [{ key: path, href: path, label: t(rail.label), icon: 'right' as const }] : [],
  )
  const makes = creates.map(entry => ({ key: entry.href, href: entry.href, label: t(entry.label), icon: entry.icon }))
  const moves = usePageMoves()
  const commands = [
    { label: t('shell.moves'), hits: moves.map(move => ({ ...move, icon: 'check' as const })) },
    { label: t('shell.new'), hits: makes },
    { label: t('shell.places'), hits: places },
  ]
  return (
    <PageTopSlot value={slot}>
      <div className="app">
        <a className="skip" href="#page">
          {t('shell.skip')}
        </a>
        <Rail pages={pages} counts={counts} org={session.org.name} home={home} />
        <TopBar
          slot={setSlot}
          name={session.name}
          creates={creates}
          unread={counts.notice?.count ?? 0}
          onSearch={() => setShown('palette')}
          onKeys={() => setShown('keys')}
        />
        <main className="main" id="page" tabIndex={-1}>
          {children}
        </main>
      </div>
      <BottomBar pages={pages} counts={counts} creates={creates} home={home} onKeys={() => setShown('keys')} />
      {!connected && (
        <p className="netless" role="status">
          {t('shell.offline')}
        </p>
      )}
      {shown === 'palette' && <Palette onClose={() => setShown(undefined)} search={search} commands={commands} />}
      <KeysHelp open={shown === 'keys'} onClose={() => setShown(undefined)} title={t('keys.title')} keys={keyRows(t)} />
    </PageTopSlot>
  )
}

const keyRows = (t: ReturnType<typeof useText<typeof shellText>>) => [
  { keys: ['Ctrl', 'K'], does: t('keys.palette') },
  { keys: ['?'], does: t('keys.help') },
  { keys: ['G'], does: t('keys.home') },
  { keys: ['/'], does: t('keys.search') },
  { keys: ['Ctrl', 'Enter'], does: t('keys.log') },
  { keys: ['Esc'], does: t('keys.escape') },
]
