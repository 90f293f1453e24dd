import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { type Asked, MoveBar } from '#ui/MoveBar.tsx'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { Lead } from '../lead.schema.ts'
import { leadText } from '../lead.text.ts'
import { leadCalls } from './useLead.ts'

type Shown = 'assign' | 'return' | 'invalidate' | 'reopen' | 'convert'
const names: readonly string[] = ['assign', 'return', 'invalidate', 'reopen', 'convert'] satisfies Shown[]
const isShown = (move: string): move is Shown => names.includes(move)

const reasonField: Field = {
  key: 'reason',
  label: leadText['lead.reason'],
  kind: 'text',
  required: true,
  maxLength: 500,
}
const asks: Partial<Record<Shown, readonly Field[]>> = {
  assign: [
    { key: 'ownerId', label: leadText['lead.takes'], kind: 'user', refEntity: 'user', required: true },
    { key: 'note', label: leadText['lead.note'], kind: 'text', maxLength: 500 },
  ],
  return: [reasonField],
  invalidate: [reasonField],
}
const icons = { assign: 'user', return: 'undo', invalidate: 'x', reopen: 'undo', convert: 'check' } as const

type Props = { lead: Lead; onEdit: () => void; onConvert: () => void }

export function LeadMoves({ lead, onEdit, onConvert }: Props) {
  const t = useText(leadText)
  const session = useSession()
  const queries = useQueryClient()
  const tell = useToast()
  const offers = useQuery({
    queryKey: ['lead', lead.id, 'moves', lead.version],
    queryFn: () => leadCalls.offers({ id: lead.id }),
  })
  const shown = (offers.data ?? (offers.error ? [] : undefined))?.flatMap(offer =>
    isShown(offer.move) ? [{ ...offer, move: offer.move }] : [],
  )
  const run = async (move: Shown, values: Asked) => {
    if (move === 'convert') return onConvert()
    const made = await call(move, lead, values)
    await queries.invalidateQueries({ queryKey: ['lead'] })
    tell(move === 'assign' ? t('lead.assignedTo', { name: made.ownerName ?? '' }) : t(`state.lead.${made.state}`))
  }
  return (
    <MoveBar<Shown>
      offers={shown}
      label={move => t(`move.lead.${move}`)}
      onMove={run}
      primary={lead.state === 'unassigned' ? 'assign' : 'convert'}
      icon={move => icons[move]}
      asks={asks}
    >
      {mayDo(session, 'lead.edit') && lead.state !== 'converted' && (
        <Button icon="edit" onClick={onEdit}>
          {t('lead.edit')}
        </Button>
      )}
    </MoveBar>
  )
}

function call(move: Exclude<Shown, 'convert'>, { id, version }: Lead, values: Asked): Promise<Lead> {
  const text = (key: string) => String(values[key] ?? '')
  if (move === 'assign')
    return leadCalls.assign({ id, version, ownerId: text('ownerId'), ...(values.note ? { note: text('note') } : {}) })
  if (move === 'reopen') return leadCalls.reopen({ id, version })
  return leadCalls[move]({ id, version, reason: text('reason') })
}
