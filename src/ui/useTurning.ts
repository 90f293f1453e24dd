import { editText } from './edit.text.ts'
import type { Row } from './kinds/kind.ts'
import { useText } from './useText.tsx'

type Sold = { readonly currency: string }

/** Before a document goes over to another currency it is said what becomes of its prices. */
export function useTurning(document: Sold | undefined): (values: Row) => string | undefined {
  const t = useText(editText)
  return ({ currency: to }) => {
    const isOther = typeof to === 'string' && document !== undefined && to !== document.currency
    return isOther ? t('form.turns', { from: document.currency, to }) : undefined
  }
}
