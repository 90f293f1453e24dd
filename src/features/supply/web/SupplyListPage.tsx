import { useNumber } from '#ui/Money.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { supplyScreenText } from '../screen.text.ts'
import { supplyApi } from '../supply.api.ts'
import { supplyEntity } from '../supply.entity.ts'
import { supplyFlow } from '../supply.flow.ts'
import type { Supply } from '../supply.schema.ts'
import { DueWords, useLateness } from './SupplyCard.tsx'
import { NewSupplyButton, SupplyTop, supplyPaths, useSupplyViews } from './SupplyTop.tsx'
import { supplyCalls } from './useSupplyCalls.ts'

// what asks for quantities of each is done on its own page
const { receive: _, takeBack: __, ...bulkMoves } = supplyFlow
const bulk = { apis: [supplyApi], flow: bulkMoves }

export function SupplyListPage() {
  const t = useText(supplyScreenText)
  const number = useNumber()
  const session = useSession()
  const entity = useEntity(supplyEntity)
  const views = useSupplyViews()
  return (
    <>
      <SupplyTop at="list" />
      <RecordList
        entity={entity}
        href={row => `/supplies/${row.id}`}
        load={supplyCalls.list}
        summary={supplyCalls.summary}
        before={<NewSupplyButton />}
        views={views}
        viewPaths={supplyPaths}
        cells={{
          qty: row => t('supply.receivedOf', { received: number(row.received), qty: number(row.qty), unit: row.unit }),
          received: row => number(row.received),
          // what has ended is not awaited
          expectedOn: row => (row.state === 'planned' || row.state === 'in_progress') && <Expected supply={row} />,
        }}
        bulk={bulk}
        {...(mayDo(session, 'supply.export') && {
          exportHref: query => addressOf({ path: '/supplies/export', query }),
        })}
        empty={{ title: t('supply.empty'), say: t('supply.emptySay') }}
      />
    </>
  )
}

const Expected = ({ supply }: { supply: Supply }) => <DueWords supply={supply} late={useLateness(supply)} />
