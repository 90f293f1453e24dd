import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { stockDocumentEntity } from '../document.entity.ts'
import { documentFlow } from '../document.flow.ts'
import { documentKinds } from '../document.schema.ts'
import { stockDocumentApi } from '../stock.api.ts'
import { stockText } from '../stock.text.ts'
import { StockTabs } from './StockTabs.tsx'
import { documentCalls } from './useStockCalls.ts'

const bulk = { apis: [stockDocumentApi], flow: documentFlow }

export function DocumentListPage() {
  const t = useText(stockText)
  const session = useSession()
  const entity = useEntity(stockDocumentEntity)
  const create = mayDo(session, 'stockDocument.create') && (
    <div className="row" style={{ flexWrap: 'wrap' }}>
      {documentKinds.map(kind => (
        <Button key={kind} icon="plus" href={`/stock/documents/new/${kind}`}>
          {t(`stock.new.${kind}`)}
        </Button>
      ))}
    </div>
  )
  return (
    <>
      <PageTop title={t('stock.documents')}>
        <StockTabs at="documents" />
      </PageTop>
      <RecordList
        entity={entity}
        href={row => `/stock/documents/${row.id}`}
        load={documentCalls.list}
        summary={documentCalls.summary}
        before={create}
        bulk={bulk}
        {...(mayDo(session, 'stockDocument.export') && {
          exportHref: query => addressOf({ path: '/stock-documents/export', query }),
        })}
        empty={{ title: t('stock.documentsEmpty'), say: t('stock.documentsEmptySay'), action: create }}
      />
    </>
  )
}
