import type { FollowupKind } from '#ui/composing.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { attachText } from '../attach.text.ts'
import { AttachBar } from './AttachBar.tsx'
import { useAttaching } from './useAttaching.ts'

/** What the composer gets beside the words, where this person may add files. */
export function useBeside(entity: string, id: string) {
  const t = useText(attachText)
  const attaching = useAttaching(entity, id)
  const may = mayDo(useSession(), 'file.create')
  const instead = attaching.items.length > 0 ? t('attach.instead') : attaching.checkIn && t('attach.visited')
  return {
    attaching,
    instead,
    ...(may && {
      beside: (kind: FollowupKind) => <AttachBar attaching={attaching} isVisit={kind === 'visit'} />,
      onFiles: (files: readonly File[]) => void attaching.add(files),
    }),
  }
}
