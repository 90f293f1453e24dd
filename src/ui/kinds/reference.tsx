import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Link } from '../Link.tsx'
import { Person } from '../Person.tsx'
import { uiText } from '../ui.text.ts'
import { useLookup, useName } from '../useLookup.tsx'
import { useText } from '../useText.tsx'
import { aroundOf, type EditProps, fieldValue, isBlank, type Row, type ShowProps } from './kind.ts'
import { inputProps, Nothing, useClearing } from './plain.tsx'

const targetOf = (field: Field): string => (field.kind === 'user' ? 'user' : (field.refEntity ?? ''))

/** `customerId` comes with `customerName`, `orderId` with `orderNumber`; an organisation's own reference with `names[key]`. */
function nameBeside(field: Field, record: Row | undefined): string | undefined {
  const stem = field.key.replace(/Id$/, '')
  for (const beside of [record?.[`${stem}Name`], record?.[`${stem}Number`]])
    if (typeof beside === 'string') return beside
  const names = record?.names
  const own = typeof names === 'object' && names !== null ? Reflect.get(names, field.key) : undefined
  return typeof own === 'string' ? own : undefined
}

function Named({ field, value, record }: ShowProps) {
  const entity = targetOf(field)
  const id = String(value)
  const name = useName(entity, id, nameBeside(field, record))
  const href = useLookup().hrefOf(entity, id)
  if (field.kind === 'user') return <Person name={name ?? null} />
  return href ? (
    <Link className="link cut" href={href}>
      {name ?? '…'}
    </Link>
  ) : (
    <span className="cut">{name ?? '…'}</span>
  )
}

export const ShowReference = (props: ShowProps) => (isBlank(props.value) ? <Nothing /> : <Named {...props} />)
export const CellReference = (props: ShowProps) => (isBlank(props.value) ? null : <Named {...props} />)

export function EditReference(props: EditProps) {
  const { field, value, onChange, many, record } = props
  const stored = record && fieldValue(field, record)
  const t = useText(uiText)
  const clearing = useClearing()
  const entity = targetOf(field)
  const { find } = useLookup()
  const [q, setQ] = useState('')
  const [open, setOpen] = useState(false)
  const asked = useDeferredValue(q)
  const around = aroundOf(props)
  const filter = filterIn(around) ?? (field.only && JSON.stringify(field.only))
  const found = useQuery({
    queryKey: [entity, 'find', asked, filter],
    queryFn: () => find(entity, asked, filter),
    enabled: open && (around === undefined || filter !== undefined),
    staleTime: 30_000,
  })
  const options = (found.data ?? []).map(one => ({ value: one.id, label: one.name, note: one.note }))
  const ids = Array.isArray(value) ? value.map(String) : isBlank(value) ? [] : [String(value)]
  const shared = {
    ...inputProps(props),
    className: 'wide',
    options,
    allowClear: (!field.required || Boolean(many)) && clearing,
    placeholder: t('ui.choose'),
    loading: found.isFetching,
    showSearch: { filterOption: false as const, onSearch: setQ },
    onOpenChange: setOpen,
    labelRender: ({ value: id, label }: { value?: unknown; label?: unknown }) =>
      label ? (
        String(label)
      ) : (
        <Known entity={entity} id={String(id)} known={stored === id ? nameBeside(field, record) : undefined} />
      ),
    optionRender: ({ data }: { data: { label: string; note: string | undefined } }) => (
      <span className="row">
        {data.label}
        <small className="t3">{data.note}</small>
      </span>
    ),
  }
  if (many)
    return (
      <Select
        {...shared}
        mode="multiple"
        value={ids}
        onChange={(list: string[]) => onChange(list.length > 0 ? list : null)}
      />
    )
  return (
    <Select {...shared} value={ids[0] ?? null} onChange={(one: string | null | undefined) => onChange(one ?? null)} />
  )
}

/** Only those of the record that another field of the form points at. */
function filterIn(around: Row | undefined): string | undefined {
  const [field, value] = Object.entries(around ?? {})[0] ?? []
  return field && !isBlank(value) ? JSON.stringify({ field, op: 'is', value }) : undefined
}

function Known({ entity, id, known }: { entity: string; id: string; known: string | undefined }) {
  return <span>{useName(entity, id, known) ?? '…'}</span>
}
