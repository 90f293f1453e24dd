import { useQuery } from '@tanstack/react-query'
import { dealApi } from '#features/deal/deal.api.ts'
import { leadApi } from '#features/lead/lead.api.ts'
import { client } from '#kernel/api.ts'
import type { SlotProps } from '#ui/Slot.tsx'
import { send } from '#ui/send.ts'
import { isLive } from '../registration.rules.ts'
import type { Subject } from '../registration.schema.ts'
import { Claimants } from './ConflictPart.tsx'
import { conflictCalls } from './useRegistrationCalls.ts'
import { useRegistrationText } from './useRegistrationText.ts'

const leads = client(leadApi, send)
const deals = client(dealApi, send)

async function subjectOf(entity: string, id: string): Promise<(Subject & { ownerName: string | null }) | null> {
  if (entity === 'deal') {
    const { customerId, productLine, ownerName } = await deals.get({ id })
    return { customerId, ...(productLine && { productLine }), ownerName }
  }
  const { company, productLine, ownerName } = await leads.get({ id })
  return company ? { companyName: company, ...(productLine && { productLine }), ownerName } : null
}

/** On a lead or deal whose customer somebody else has registered: who, and until when. */
export function HeldPart({ entity, id }: SlotProps) {
  const t = useRegistrationText()
  const subject = useQuery({ queryKey: [entity, id, 'subject'], queryFn: () => subjectOf(entity, id) })
  const { ownerName, ...wanted } = subject.data ?? { ownerName: null }
  const found = useQuery({
    queryKey: ['registration', 'conflict', wanted],
    queryFn: () => conflictCalls.look(wanted),
    enabled: Boolean(subject.data),
  })
  const others = (found.data?.claimants ?? []).filter(
    one => isLive(one.state) && !one.contested && !one.alike && one.ownerName !== ownerName,
  )
  const [first] = others
  if (!first || found.data?.door === 'off') return null
  return (
    <aside className="card" role="note">
      <header>
        <h2>{t('registration.others', { by: first.ownerName ?? '' })}</h2>
      </header>
      <div className="body">
        <Claimants claimants={others} />
      </div>
    </aside>
  )
}
