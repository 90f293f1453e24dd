import { useQuery, useQueryClient } from '@tanstack/react-query'
import { fileApi } from '#features/file/file.api.ts'
import { client } from '#kernel/api.ts'
import { PictureCard } from '#ui/PictureCard.tsx'
import { addressOf, send } from '#ui/send.ts'
import { shrunk } from '#ui/shrunk.ts'
import { useToast } from '#ui/Toast.tsx'
import { useDoing } from '#ui/useDoing.ts'
import { useText } from '#ui/useText.tsx'
import { logoText } from '../logo.text.ts'

const calls = client(fileApi, send)

/** What papers and pages for customers begin with. */
export function LogoCard() {
  const t = useText(logoText)
  const tell = useToast()
  const queries = useQueryClient()
  const logo = useQuery({ queryKey: ['org', 'logo'], queryFn: () => calls.logo({}) })
  const { busy, refused, doing } = useDoing(() => queries.invalidateQueries({ queryKey: ['org', 'logo'] }))
  const set = async (file: File) => {
    await calls.setLogo({ file: await shrunk(file) })
    tell(t('people.logo.saved'))
  }
  const drop = async () => {
    await calls.dropLogo({})
    tell(t('people.logo.removed'))
  }
  const kept = logo.data?.logo
  const src = kept && addressOf({ path: '/orgs/current/logo/content', query: { of: kept.sha256 } })
  const words = {
    title: t('people.logo.title'),
    say: t('people.logo.say'),
    none: t('people.logo.none'),
    add: t('people.logo.add'),
    change: t('people.logo.change'),
    remove: t('people.logo.remove'),
    sure: t('people.logo.sure'),
    keep: t('people.logo.keep'),
  }
  return (
    <PictureCard
      words={words}
      picture={kept && src ? { src, name: kept.name } : kept === null ? null : undefined}
      problem={logo.error ? { error: logo.error, onRetry: () => logo.refetch() } : undefined}
      busy={busy !== undefined}
      refused={refused}
      onChange={file => doing('set', () => set(file))}
      onRemove={() => doing('drop', drop)}
    />
  )
}
