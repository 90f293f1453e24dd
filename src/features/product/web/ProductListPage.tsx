import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useMaking } from '#ui/useMaking.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { productApi } from '../product.api.ts'
import { productEntity } from '../product.entity.ts'
import { productText } from '../product.text.ts'
import { ProductForm } from './ProductForm.tsx'
import { productCalls } from './useProductCalls.ts'

const bulk = { apis: [productApi] }

export function ProductListPage() {
  const t = useText(productText)
  const label = useLabel()
  const go = useGo()
  const session = useSession()
  const entity = useEntity(productEntity)
  const [making, setMaking] = useMaking()
  const create = mayDo(session, 'product.create') && (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('product.new')}
    </Button>
  )
  return (
    <>
      <PageTop title={label(entity.plural)} />
      <RecordList
        entity={entity}
        href={row => `/products/${row.id}`}
        load={productCalls.list}
        summary={productCalls.summary}
        before={create}
        bulk={bulk}
        edit={mayDo(session, 'product.edit') && (edit => productCalls.edit(edit))}
        {...(mayDo(session, 'product.export') && {
          exportHref: query => addressOf({ path: '/products/export', query }),
        })}
        empty={{ title: t('product.empty'), say: t('product.emptySay'), action: create }}
      />
      <Sheet open={making} onClose={() => setMaking(false)} title={t('product.title.new')} width={560}>
        <ProductForm onDone={id => go(`/products/${id}`)} onCancel={() => setMaking(false)} />
      </Sheet>
    </>
  )
}
