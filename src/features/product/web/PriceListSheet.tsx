import { useQueryClient } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { NewPriceList, PriceList } from '../priceList.schema.ts'
import { priceListText } from '../priceList.text.ts'
import { priceCalls } from './usePriceCalls.ts'

const { 'price.inclusive': inclusive, 'price.exclusive': exclusive } = priceListText
const level = (value: string) => ({ value, label: { en: value, zh: value } })

// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'name', label: priceListText['price.name'], kind: 'text', required: true, maxLength: 100 },
  { key: 'levels', label: priceListText['price.levels'], kind: 'multiChoice', choices: ['A', 'B', 'C'].map(level) },
  { key: 'region', label: priceListText['price.region'], kind: 'region', maxLength: 100 },
  { key: 'currency', label: priceListText['price.currency'], kind: 'text', maxLength: 3 },
  { key: 'taxMode', label: priceListText['price.taxMode'], kind: 'choice', choices: [{ value: 'inclusive', label: inclusive }, { value: 'exclusive', label: exclusive }] },
  { key: 'validFrom', label: priceListText['price.validFrom'], kind: 'instant' },
  { key: 'validUntil', label: priceListText['price.validUntil'], kind: 'instant' },
  { key: 'priority', label: priceListText['price.priority'], kind: 'number', scale: 0 },
  { key: 'state', label: priceListText['price.state'], kind: 'choice', choices: [{ value: 'active', label: priceListText['price.active'] }, { value: 'inactive', label: priceListText['price.inactive'] }] },
  { key: 'note', label: priceListText['price.note'], kind: 'longText', maxLength: 2000 },
]

type Props = {
  readonly list: PriceList | undefined
  readonly onClose: () => void
  readonly onDone: (list: PriceList) => void
}

/** Whom a price list is for, when it holds, and which goes first. */
export function PriceListSheet({ list, onClose, onDone }: Props) {
  const t = useText(priceListText)
  const { org } = useSession()
  const queries = useQueryClient()
  const record = list
    ? { ...list, priority: String(list.priority) }
    : { currency: org.currency, levels: [], priority: '0', state: 'active' }
  const save = async ({ priority, ...body }: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const given = { ...body, ...(priority !== undefined && { priority: Number(priority ?? 0) }) }
    const done = list
      ? await priceCalls.edit({ id: list.id, ...given, ...(version !== undefined && { version }) })
      : await priceCalls.create({ currency: org.currency, ...given } as NewPriceList) // the form offers exactly these fields; the server checks every one
    await queries.invalidateQueries({ queryKey: ['priceList'] })
    onDone(done)
  }
  return (
    <Sheet open onClose={onClose} title={list?.name ?? t('price.new')} width={480}>
      <RecordForm
        fields={fields}
        record={record}
        {...(list && { version: list.version })}
        draftKey={`priceList:${list?.id ?? 'new'}`}
        onSave={save}
        onCancel={onClose}
      />
    </Sheet>
  )
}
