import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Product, ProductEdit } from '../product.schema.ts'
import { productText } from '../product.text.ts'
import { productCalls } from './useProductCalls.ts'

type CardProps = {
  readonly title: string
  readonly count?: number
  readonly width?: number
  readonly form: (onDone: () => void) => ReactNode
  readonly children: ReactNode
}

/** Rows of a product as a card, changed together in a sheet. */
export function EditedCard({ title, count, width, form, children }: CardProps) {
  const t = useText(productText)
  const session = useSession()
  const [editing, setEditing] = useState(false)
  return (
    <section className="card">
      <header>
        <h2>{title}</h2>
        {count !== undefined && <span className="t3">{count || ''}</span>}
        <span className="grow" />
        {mayDo(session, 'product.edit') && (
          <Button size="sm" onClick={() => setEditing(true)}>
            {t('product.edit')}
          </Button>
        )}
      </header>
      <div className="body">{children}</div>
      <Sheet open={editing} onClose={() => setEditing(false)} title={title} {...(width && { width })}>
        {form(() => setEditing(false))}
      </Sheet>
    </section>
  )
}

type FormProps = {
  readonly product: Product
  readonly say: string
  /** What is saved, as it stands now. */
  readonly changed: Pick<ProductEdit, 'parts' | 'units'>
  readonly add: { readonly label: string; readonly onAdd: () => void }
  readonly onDone: () => void
  readonly children: ReactNode
}

/** Such a sheet: the rows, one more, and all of them saved as a whole. */
export function EditedRows({ product, say, changed, add, onDone, children }: FormProps) {
  const t = useText(productText)
  const queries = useQueryClient()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await productCalls.edit({ id: product.id, ...changed, version: product.version })
      await queries.invalidateQueries({ queryKey: ['product'] })
      onDone()
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="stack">
      <p className="t2">{say}</p>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      {children}
      <div className="row">
        <Button icon="plus" onClick={add.onAdd}>
          {add.label}
        </Button>
        <span className="grow" />
        <Button kind="primary" busy={busy} onClick={save}>
          {t('product.save')}
        </Button>
      </div>
    </div>
  )
}
