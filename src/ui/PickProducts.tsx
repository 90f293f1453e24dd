import { type ComponentProps, lazy, Suspense } from 'react'

// a page of lines is light until somebody picks several products at once
const ProductPicker = lazy(async () => ({ default: (await import('./ProductPicker.tsx')).ProductPicker }))

export function PickProducts(props: ComponentProps<typeof ProductPicker>) {
  return (
    <Suspense fallback={null}>
      <ProductPicker {...props} />
    </Suspense>
  )
}
