import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { useNumber } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { stockEntity } from '../stock.entity.ts'
import type { StockLevel } from '../stock.schema.ts'
import { stockText } from '../stock.text.ts'
import { LedgerSheet } from './LedgerSheet.tsx'
import { StockTabs } from './StockTabs.tsx'
import { stockCalls } from './useStockCalls.ts'

/** On a phone the whole card is a link: the ledger lies above it. */
const above = { position: 'relative', zIndex: 1 } as const

/** What stands where, what of it is held, what is free. A row opens its ledger. */
export function StockPage() {
  const t = useText(stockText)
  const number = useNumber()
  const session = useSession()
  const entity = useEntity(stockEntity)
  const [open, setOpen] = useState<StockLevel>()
  const count = mayDo(session, 'stockDocument.create') && (
    <Button kind="primary" href="/stock/documents/new/receipt">
      {t('stock.new.receipt')}
    </Button>
  )
  return (
    <>
      <PageTop title={t('stock.levels')}>
        <StockTabs at="levels" />
      </PageTop>
      <RecordList
        entity={{ ...entity, fields: entity.fields.filter(field => field.derived) }}
        href={row => `/products/${row.productId}`}
        load={stockCalls.levels}
        summary={stockCalls.levelSummary}
        cells={{
          onHand: row => (
            <button type="button" className="link" style={above} onClick={() => setOpen(row)} title={t('stock.ledger')}>
              {number(row.onHand)}
            </button>
          ),
          available: row => <b className={row.available === '0' ? 'late' : 'b'}>{number(row.available)}</b>,
        }}
        {...(mayDo(session, 'stock.export') && { exportHref: query => addressOf({ path: '/stock/export', query }) })}
        empty={{ title: t('stock.empty'), say: t('stock.emptySay'), action: count }}
      />
      {open && <LedgerSheet level={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}
