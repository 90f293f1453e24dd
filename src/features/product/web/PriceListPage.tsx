import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { useGo, usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { useTold } from '#ui/useTold.ts'
import type { PriceList } from '../priceList.schema.ts'
import { priceListText } from '../priceList.text.ts'
import { PriceLines } from './PriceLines.tsx'
import { PriceListSheet } from './PriceListSheet.tsx'
import { PriceListState, PriceListWords } from './PriceListWords.tsx'
import { priceCalls } from './usePriceCalls.ts'

export function PriceListPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const list = useQuery({ queryKey: ['priceList', id], queryFn: () => priceCalls.get({ id }) })
  const lines = useQuery({ queryKey: ['priceList', id, 'lines'], queryFn: () => priceCalls.lines({ id }) })
  const error = list.error ?? lines.error
  if (error) return <Problem error={error} onRetry={() => Promise.all([list.refetch(), lines.refetch()])} />
  if (!list.data || !lines.data) return <Skeleton shape="record" />
  return (
    <>
      <Head list={list.data} />
      <PriceLines key={id} list={list.data} known={lines.data} />
    </>
  )
}

function Head({ list }: { list: PriceList }) {
  const t = useText(priceListText)
  const session = useSession()
  const [editing, setEditing] = useState(false)
  const mayEdit = mayDo(session, 'product.price')
  return (
    <>
      <PageTop title={list.name} back={{ label: t('price.title'), href: '/price-lists' }} />
      <RecordHead
        title={list.name}
        sub={
          <>
            <PriceListState list={list} />
            <PriceListWords list={list} />
          </>
        }
        facts={[{ label: t('price.priority'), value: list.priority }]}
      />
      <div className="row wrap">
        {mayEdit && (
          <Button icon="edit" onClick={() => setEditing(true)}>
            {t('price.edit')}
          </Button>
        )}
        {mayDo(session, 'import.run') && mayEdit && <Button href="/import?entity=priceRow">{t('price.import')}</Button>}
        {mayDo(session, 'product.export') && (
          <Button icon="download" href={`/api/price-lists/${list.id}/export`}>
            {t('price.export')}
          </Button>
        )}
        <span className="grow" />
        {mayEdit && <Remove list={list} />}
      </div>
      {editing && <PriceListSheet list={list} onClose={() => setEditing(false)} onDone={() => setEditing(false)} />}
    </>
  )
}

/** Asked twice: the second click says it. */
function Remove({ list }: { list: PriceList }) {
  const t = useText(priceListText)
  const go = useGo()
  const queries = useQueryClient()
  const told = useTold()
  const [sure, setSure] = useState(false)
  const remove = async () => {
    await priceCalls.remove({ id: list.id })
    await queries.invalidateQueries({ queryKey: ['priceList', 'list'] })
    go('/price-lists')
  }
  if (!sure)
    return (
      <Button kind="text" icon="trash" onClick={() => setSure(true)}>
        {t('price.remove')}
      </Button>
    )
  return (
    <span className="row" role="alert">
      <small className="t2">{t('price.removeSure')}</small>
      <Button kind="primary" onClick={() => told(remove())}>
        {t('price.remove')}
      </Button>
    </span>
  )
}
