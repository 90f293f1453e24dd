import { useQuery, useQueryClient } from '@tanstack/react-query'
import { fileApi } from '#features/file/file.api.ts'
import { client } from '#kernel/api.ts'
import { PictureCard } from '#ui/PictureCard.tsx'
import { addressOf, send } from '#ui/send.ts'
import { shrunk } from '#ui/shrunk.ts'
import { useToast } from '#ui/Toast.tsx'
import { useDoing } from '#ui/useDoing.ts'
import { useText } from '#ui/useText.tsx'
import { templateText } from '../template.text.ts'

const calls = client(fileApi, send)

/** The company's stamp (公章), put over its signature on what binds it. */
export function StampCard() {
  const t = useText(templateText)
  const tell = useToast()
  const queries = useQueryClient()
  const stamp = useQuery({ queryKey: ['org', 'stamp'], queryFn: () => calls.stamp({}) })
  const { busy, refused, doing } = useDoing(() => queries.invalidateQueries({ queryKey: ['org', 'stamp'] }))
  const set = async (file: File) => {
    await calls.setStamp({ file: await shrunk(file) })
    tell(t('quote.template.stampSaved'))
  }
  const drop = async () => {
    await calls.dropStamp({})
    tell(t('quote.template.stampGone'))
  }
  const kept = stamp.data?.stamp
  const src = kept && addressOf({ path: '/orgs/current/stamp/content', query: { of: kept.sha256 } })
  const words = {
    title: t('quote.template.stamp'),
    say: t('quote.template.stampSay'),
    none: t('quote.template.noStamp'),
    add: t('quote.template.stampAdd'),
    change: t('quote.template.stampChange'),
    remove: t('quote.template.stampRemove'),
    sure: t('quote.template.stampSure'),
    keep: t('quote.template.stampKeep'),
  }
  return (
    <PictureCard
      words={words}
      picture={kept && src ? { src, name: kept.name } : kept === null ? null : undefined}
      problem={stamp.error ? { error: stamp.error, onRetry: () => stamp.refetch() } : undefined}
      busy={busy !== undefined}
      refused={refused}
      onChange={file => doing('set', () => set(file))}
      onRemove={() => doing('drop', drop)}
    />
  )
}
