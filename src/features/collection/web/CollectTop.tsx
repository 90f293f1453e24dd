import { SegmentedLinks } from '#ui/Segmented.tsx'
import './Collect.css'
import { PageTop } from '#ui/PageTop.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { receivableText } from '../receivable.text.ts'

const places = [
  ['receipts', '/receipts', 'receipt.read'],
  ['receivables', '/receivables', 'receivable.read'],
  ['refunds', '/refunds', 'refund.read'],
  ['writeOffs', '/write-offs', 'writeOff.read'],
  ['releases', '/credit-releases', 'creditRelease.read'],
] as const

/** Money in, money owed, money back, money lost, and who may owe more: lists side by side. */
export function CollectTop({ at }: { at: (typeof places)[number][0] }) {
  const t = useText(receivableText)
  const session = useSession()
  return (
    <>
      <PageTop title={t(`collect.${at}`)} />
      <div className="collecttabs">
        <SegmentedLinks
          label={t('receivable.money')}
          places={places
            .filter(([, , access]) => mayDo(session, access))
            .map(([name, href]) => ({ href, label: t(`collect.${name}`), on: name === at }))}
        />
      </div>
    </>
  )
}

/** Above the list of special releases, which orders keep. */
export const ReleaseTop = () => <CollectTop at="releases" />
