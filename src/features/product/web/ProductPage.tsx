import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { fieldOf } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { useGo, usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { WhyNot } from '#ui/WhyNot.tsx'
import { productEntity } from '../product.entity.ts'
import type { Product } from '../product.schema.ts'
import { productText } from '../product.text.ts'
import { KitPart } from './KitPart.tsx'
import { PricesPart } from './PricesPart.tsx'
import { ProductForm, typedFields } from './ProductForm.tsx'
import { StockPart } from './StockPart.tsx'
import { UnitsPart } from './UnitsPart.tsx'
import { productCalls } from './useProductCalls.ts'

export function ProductPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const product = useQuery({ queryKey: ['product', id], queryFn: () => productCalls.get({ id }) })
  if (product.error) return <Problem error={product.error} onRetry={() => product.refetch()} />
  if (!product.data) return <Skeleton shape="record" />
  return <ProductRecord product={product.data} />
}

function ProductRecord({ product }: { product: Product }) {
  const t = useText(productText)
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(productEntity)
  const [editing, setEditing] = useState(false)
  const [kind, state] = (['kind', 'state'] as const).map(key =>
    fieldOf(productEntity, key)?.choices?.find(choice => choice.value === product[key]),
  )
  return (
    <>
      <PageTop title={product.name} back={{ label: label(entity.plural), href: '/products' }} />
      <RecordHead
        title={product.name}
        {...(state && { state: { label: label(state.label), tone: state.tone ?? 'off' } })}
        sub={
          <>
            <span>{product.code}</span>
            {kind && <span>{label(kind.label)}</span>}
            {product.spec && <span>{product.spec}</span>}
            {product.category && <span>{product.category}</span>}
          </>
        }
        facts={[
          { label: t('product.floor'), value: <Money amount={product.floorPrice} currency={product.currency} /> },
          { label: t('product.tax'), value: product.taxRate === undefined ? null : `${product.taxRate}%` },
          { label: t('product.unit'), value: product.unit },
        ]}
        sum={{ label: t('product.price'), value: <Money amount={product.price} currency={product.currency} /> }}
      />
      <ProductTools product={product} onEdit={() => setEditing(true)} />
      <div className="rec-grid">
        <div className="stack">
          <section className="card">
            <header>
              <h2>{t('product.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={typedFields(entity)} record={product} compact />
            </div>
          </section>
          {product.stockKept && mayDo(session, 'stock.read') && <StockPart product={product} />}
          {product.kind === 'kit' && <KitPart product={product} />}
          <PricesPart product={product} />
          <UnitsPart product={product} />
          <Slot name="files" entity="product" id={product.id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="product" id={product.id} />
        </div>
      </div>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('product.edit')} width={560}>
        <ProductForm product={product} onDone={() => setEditing(false)} onCancel={() => setEditing(false)} />
      </Sheet>
    </>
  )
}

function ProductTools({ product, onEdit }: { product: Product; onEdit: () => void }) {
  const t = useText(productText)
  const go = useGo()
  const tell = useToast()
  const session = useSession()
  const queries = useQueryClient()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work()
      await queries.invalidateQueries({ queryKey: ['product'] })
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  const remove = () =>
    run(async () => {
      await productCalls.remove({ id: product.id })
      tell(t('product.deleted'))
      go('/products')
    })
  const other = product.state === 'active' ? 'inactive' : 'active'
  const turn = () => run(() => productCalls.edit({ id: product.id, state: other, version: product.version }))
  return (
    <MoveBar offers={[]} label={move => move} onMove={async () => {}}>
      {mayDo(session, 'product.edit') && (
        <>
          <Button icon="edit" onClick={onEdit}>
            {t('product.edit')}
          </Button>
          <Button onClick={turn}>{t(`product.turn.${other}`)}</Button>
        </>
      )}
      {mayDo(session, 'product.delete') && (
        <Button icon="trash" onClick={remove}>
          {t('product.delete')}
        </Button>
      )}
      {reasons.length > 0 && <WhyNot title={t('product.refused')} reasons={reasons} onClose={() => setReasons([])} />}
    </MoveBar>
  )
}
