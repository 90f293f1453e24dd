// A stock document while it is written: head, lines, and what is sent of them.
import { useState } from 'react'
import { systemClock, today } from '#kernel/clock.ts'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { useSession } from '#ui/useSession.tsx'
import type { DocumentEdit, DocumentKind, NewDocumentLine, WholeDocument } from '../document.schema.ts'

export type FormLine = {
  readonly key: string
  readonly productId: string
  readonly name: string
  readonly code: string
  readonly unitQty: string
  readonly unit: string
  readonly batch: string
  readonly note: string
  readonly moved: string
}
export type FormHead = {
  readonly date: string
  readonly warehouseId: string
  readonly toWarehouseId: string
  readonly reason: string
  readonly note: string
}

const headOf = (document: WholeDocument | undefined, zone: string): FormHead => ({
  date: document?.date ?? today(systemClock, zone),
  warehouseId: document?.warehouseId ?? '',
  toWarehouseId: document?.toWarehouseId ?? '',
  reason: document?.reason ?? '',
  note: document?.note ?? '',
})

const linesOf = (document: WholeDocument | undefined): FormLine[] =>
  (document?.lines ?? []).map(line => ({
    key: `${line.no}`,
    productId: line.productId,
    name: line.productName,
    code: line.productCode,
    unitQty: line.unitQty,
    unit: line.unit,
    batch: line.batch,
    note: line.note ?? '',
    moved: line.moved ?? '',
  }))

export function useDocumentDraft(kind: DocumentKind, document: WholeDocument | undefined) {
  const { org } = useSession()
  const [head, setHead] = useState(() => headOf(document, org.zone))
  const [lines, setLines] = useState(() => linesOf(document))
  const [touched, setTouched] = useState(false)
  return {
    head,
    lines,
    touched,
    put: (part: Partial<FormHead>) => {
      setHead(old => ({ ...old, ...part }))
      setTouched(true)
    },
    setLines: (next: readonly FormLine[]) => {
      setLines([...next])
      setTouched(true)
    },
    newLine: (product: LineProduct): FormLine => ({
      key: `n${freshKey()}`,
      productId: product.id,
      name: product.name,
      code: product.code,
      unitQty: kind === 'count' ? '0' : '1',
      unit: typeof product.unit === 'string' ? product.unit : '',
      batch: '',
      note: '',
      moved: '',
    }),
    body: (): DocumentEdit => ({
      ...(head.date && { date: head.date }),
      ...(head.warehouseId && { warehouseId: head.warehouseId }),
      ...(kind === 'transfer' && { toWarehouseId: head.toWarehouseId || null }),
      reason: head.reason || null,
      note: head.note || null,
      lines: lines.map(lineOf),
    }),
  }
}

let fresh = 0
function freshKey(): number {
  fresh += 1
  return fresh
}

const lineOf = ({ productId, unit, unitQty, batch, note }: FormLine): NewDocumentLine => ({
  productId,
  unitQty,
  batch,
  note: note || null,
  ...(unit && { unit }),
})
