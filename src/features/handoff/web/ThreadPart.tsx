import { useQuery } from '@tanstack/react-query'
import type { SlotProps } from '#ui/Slot.tsx'
import { type Leg, StripSkeleton, ThreadStrip } from '#ui/ThreadStrip.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import type { ThreadLeg } from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { handoffCalls, useHolderName, useWorkTime } from './useHandoffCalls.ts'

/** The strip of whatever record it stands on; nothing where the record has no thread. */
export function ThreadPart({ entity, id }: SlotProps) {
  const thread = useQuery({
    queryKey: ['thread', entity, id],
    queryFn: () => handoffCalls.thread({ entity, id }),
    staleTime: 10_000,
  })
  const drawn = useLegs(thread.data?.legs ?? [])
  if (thread.isPending) return <StripSkeleton />
  return drawn.length > 0 ? <ThreadStrip legs={drawn} /> : null
}

function useLegs(legs: readonly ThreadLeg[]): Leg[] {
  const t = useText(handoffText)
  const say = useReason()
  const time = useWorkTime()
  const nameOf = useHolderName()
  return legs.map(leg => {
    const { minutes, allowed, holder } = leg
    const isLate = minutes !== null && allowed !== null && minutes > allowed
    const role = holder?.name && holder.role ? say({ key: `role.${holder.role}` }) : undefined
    const word = leg.word ? say({ key: leg.word, ...(leg.named && { values: { name: leg.named } }) }) : undefined
    const meta = leg.number ?? word
    return {
      step: leg.step,
      state: leg.state,
      ...(leg.share !== null && { share: leg.share }),
      ...(meta && { meta }),
      ...(holder && { holder: { name: nameOf(holder), me: holder.me, ...(role && { role }) } }),
      ...(minutes !== null &&
        allowed !== null && {
          clock: {
            used: Math.min(100, Math.round((minutes * 100) / allowed)),
            left: isLate
              ? t('handoff.over', { time: time(minutes - allowed, true) })
              : t('handoff.left', { time: time(allowed - minutes, true) }),
            late: isLate,
          },
        }),
      ...(leg.href && { href: leg.href }),
    }
  })
}
