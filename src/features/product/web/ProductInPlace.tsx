import type { MakeProps } from '#ui/useCatalogue.tsx'
import { ProductForm } from './ProductForm.tsx'
import { productCalls } from './useProductCalls.ts'

/** A new product on the page of something else, with what was typed there; it comes back as a line takes it. */
export function ProductInPlace({ draft, onDone, onCancel }: MakeProps) {
  const made = async (id: string) => {
    const product = await productCalls.get({ id })
    onDone({ ...product, cost: product.price })
  }
  return <ProductForm draft={draft} onDone={made} onCancel={onCancel} />
}
