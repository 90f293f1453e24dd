import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { SegmentedLinks } from '#ui/Segmented.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useMaking } from '#ui/useMaking.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { type Say, useLabel, useText } from '#ui/useText.tsx'
import type { BuiltInView } from '#ui/viewState.ts'
import { dealEntity } from '../deal.entity.ts'
import { dealText } from '../deal.text.ts'
import { DealForm } from './DealForm.tsx'
import './Deal.css'

export const dealPaths = { board: '/deals', table: '/deals/list' } as const

/** What everyone finds, on the board and in the list. */
export function dealViews(t: Say<typeof dealText>): BuiltInView[] {
  const search = (filter: object) => new URLSearchParams({ filter: JSON.stringify(filter) }).toString()
  return [
    { label: t('deal.all'), search: '' },
    { label: t('deal.mine'), search: search({ field: 'ownerId', op: 'in', value: ['me'] }) },
  ]
}

/** The same deals as a board or as a list. */
export function DealTop({ view }: { view: 'board' | 'list' | 'outcome' }) {
  const t = useText(dealText)
  const session = useSession()
  const label = useLabel()
  const views = [
    ['board', dealPaths.board],
    ['list', dealPaths.table],
    ...(mayDo(session, 'deal.forecast') ? ([['outcome', '/deals/outcomes']] as const) : []),
  ] as const
  return (
    <PageTop title={label(dealEntity.plural)}>
      <SegmentedLinks
        label={label(dealEntity.plural)}
        places={views.map(([name, href]) => ({ href, label: t(`deal.view.${name}`), on: name === view }))}
      />
    </PageTop>
  )
}

/** `pipelineId`: that of the board one looks at; `again` where the page has another one, which the address opens. */
export function NewDeal({ pipelineId, again = false }: { pipelineId?: string | undefined; again?: boolean }) {
  const t = useText(dealText)
  const go = useGo()
  const session = useSession()
  const [open, setOpen] = useMaking(!again)
  if (!mayDo(session, 'deal.create')) return null
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)}>
        {t('deal.title.new')}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('deal.title.new')} width={560}>
        <DealForm pipelineId={pipelineId} onDone={id => go(`/deals/${id}`)} onCancel={() => setOpen(false)} />
      </Sheet>
    </>
  )
}
