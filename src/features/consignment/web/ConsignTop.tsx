import './Consign.css'
import { PageTop } from '#ui/PageTop.tsx'
import { SegmentedLinks } from '#ui/Segmented.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { consignText } from '../screen.text.ts'

const places = [
  ['lying', '/consigned', 'consigned.read'],
  ['settlements', '/settlements', 'settlement.read'],
] as const

/** What lies at customers' sites, and what was settled of it: side by side. */
export function ConsignTop({ at }: { readonly at: (typeof places)[number][0] }) {
  const t = useText(consignText)
  const session = useSession()
  return (
    <>
      <PageTop title={t(`consign.${at}`)} />
      <div className="consigntabs">
        <SegmentedLinks
          label={t('consign.title')}
          places={places
            .filter(([, , access]) => mayDo(session, access))
            .map(([name, href]) => ({ href, label: t(`consign.${name}`), on: name === at }))}
        />
      </div>
    </>
  )
}
