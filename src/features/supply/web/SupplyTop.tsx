import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { SegmentedLinks } from '#ui/Segmented.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useMaking } from '#ui/useMaking.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import type { BuiltInView } from '#ui/viewState.ts'
import { supplyScreenText } from '../screen.text.ts'
import { supplyEntity } from '../supply.entity.ts'
import { SupplyForm } from './SupplyForm.tsx'
import './Supply.css'

export const supplyPaths = { board: '/supplies', table: '/supplies/list', shortages: '/supplies/shortages' } as const

/** The same requests as a board or as a list, and what nobody has asked for yet. */
export function SupplyTop({ at }: { at: 'board' | 'list' | 'shortages' }) {
  const t = useText(supplyScreenText)
  const session = useSession()
  const label = useLabel()
  const views = [
    ['board', supplyPaths.board],
    ['list', supplyPaths.table],
    ...(mayDo(session, 'supply.create') ? ([['shortages', supplyPaths.shortages]] as const) : []),
  ] as const
  return (
    <PageTop title={label(supplyEntity.plural)}>
      <SegmentedLinks
        label={label(supplyEntity.plural)}
        places={views.map(([name, href]) => ({ href, label: t(`supply.view.${name}`), on: name === at }))}
      />
    </PageTop>
  )
}

const search = (...parts: readonly object[]): string =>
  new URLSearchParams({ filter: JSON.stringify(parts.length === 1 ? parts[0] : { all: parts }) }).toString()
const live = { field: 'state', op: 'in', value: ['planned', 'in_progress'] }

/** What everyone finds, on the board and in the list. */
export function useSupplyViews(): BuiltInView[] {
  const t = useText(supplyScreenText)
  const today = useToday()
  return [
    { label: t('supply.all'), search: '' },
    { label: t('supply.mine'), search: search({ field: 'assigneeId', op: 'in', value: ['me'] }) },
    { label: t('supply.late'), search: search(live, { field: 'expectedOn', op: 'lt', value: today }) },
    { label: t('supply.today'), search: search(live, { field: 'expectedOn', op: 'is', value: today }) },
  ]
}

export function NewSupplyButton() {
  const t = useText(supplyScreenText)
  const go = useGo()
  const session = useSession()
  const [open, setOpen] = useMaking()
  if (!mayDo(session, 'supply.create')) return null
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)}>
        {t('supply.new')}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('supply.new')} width={560}>
        <SupplyForm onDone={id => go(`/supplies/${id}`)} onCancel={() => setOpen(false)} />
      </Sheet>
    </>
  )
}
