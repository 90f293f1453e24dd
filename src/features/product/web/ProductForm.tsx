import { useQueryClient } from '@tanstack/react-query'
import type { Entity, Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { productEntity } from '../product.entity.ts'
import type { NewProduct, Product } from '../product.schema.ts'
import { productCalls } from './useProductCalls.ts'

type Props = {
  readonly product?: Product
  /** What is known of a new one. */
  readonly draft?: Readonly<Record<string, string>>
  readonly onDone: (id: string) => void
  readonly onCancel: () => void
}

/** What the server takes when nothing is said; how it is fulfilled follows from the kind. */
const usual = { kind: 'goods', state: 'active', taxRate: '13', unit: '件' }

/** The parts of a kit have a place of their own; as one text they are for files. */
export const typedFields = (entity: Entity): Field[] => formFields(entity).filter(field => field.key !== 'partsText')

export function ProductForm({ product, draft, onDone, onCancel }: Props) {
  const queries = useQueryClient()
  const session = useSession()
  const entity = useEntity(productEntity)
  const fields = typedFields(entity).filter(field => mayDo(session, field.writeAs))
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const id = product
      ? (await productCalls.edit({ id: product.id, ...body, ...(version !== undefined && { version }) })).id
      : (await productCalls.create(body as NewProduct)).id // the form offers exactly these fields; the server checks every one
    await queries.invalidateQueries({ queryKey: ['product'] })
    onDone(id)
  }
  return (
    <RecordForm
      fields={fields}
      sections={entity.form}
      record={product ?? { ...usual, ...draft }}
      {...(product && { version: product.version })}
      draftKey={`product:${product?.id ?? (draft ? `new ${draft.name}` : 'new')}`}
      onSave={save}
      onCancel={onCancel}
    />
  )
}
