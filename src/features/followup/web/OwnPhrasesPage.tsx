import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useText } from '#ui/useText.tsx'
import { loggingText } from '../logging.text.ts'
import { PhrasesCard } from './LoggingPage.tsx'
import { loggingCalls, useLogging } from './useLogging.ts'

export function OwnPhrasesPage() {
  const t = useText(loggingText)
  const logging = useLogging()
  return (
    <>
      <PageTop title={t('phrase.mine')} back={{ label: t('logging.back'), href: '/settings' }} />
      {logging.error && <Problem error={logging.error} onRetry={() => logging.refetch()} />}
      {logging.isPending && <Skeleton shape="record" />}
      {logging.data && (
        <PhrasesCard
          title={t('phrase.mine')}
          say={t('phrase.mineSay')}
          phrases={logging.data.own}
          save={phrases => loggingCalls.setOwn({ phrases })}
        />
      )}
    </>
  )
}
