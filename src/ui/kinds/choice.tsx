import { Select } from 'antd'
import type { Field } from '#meta/entity.ts'
import { Tag } from '../Marks.tsx'
import { uiText } from '../ui.text.ts'
import { useLabel, useText } from '../useText.tsx'
import { aroundOf, type EditProps, isBlank, type ShowProps } from './kind.ts'
import { inputProps, Nothing, useClearing } from './plain.tsx'

const manyOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : isBlank(value) ? [] : [String(value)]

function Chosen({ field, value }: { field: Field; value: string }) {
  const label = useLabel()
  const choice = field.choices?.find(one => one.value === value)
  // a choice that was removed later still shows what was stored
  if (!choice) return <span>{value}</span>
  return choice.tone ? <Tag tone={choice.tone}>{label(choice.label)}</Tag> : <span>{label(choice.label)}</span>
}

export const ShowChoice = ({ field, value }: ShowProps) =>
  isBlank(value) ? <Nothing /> : <Chosen field={field} value={String(value)} />
export const CellChoice = ({ field, value }: ShowProps) =>
  isBlank(value) ? null : <Chosen field={field} value={String(value)} />

function Many({ field, value }: ShowProps) {
  return (
    <span className="row wrap tight">
      {manyOf(value).map(one => (
        <Tag key={one}>
          <Chosen field={field} value={one} />
        </Tag>
      ))}
    </span>
  )
}

export const ShowMulti = (props: ShowProps) => (isBlank(props.value) ? <Nothing /> : <Many {...props} />)
export const CellMulti = (props: ShowProps) => (isBlank(props.value) ? null : <Many {...props} />)

export function EditChoice(props: EditProps) {
  const { field, value, onChange, many } = props
  const t = useText(uiText)
  const clearing = useClearing()
  const label = useLabel()
  const around = aroundOf(props)
  const options = (field.choices ?? [])
    .filter(one => !around || one.of === undefined || Object.values(around).includes(one.of))
    .map(one => ({ value: one.value, label: label(one.label) }))
  const shared = {
    ...inputProps(props),
    className: 'wide',
    options,
    placeholder: t('ui.choose'),
    allowClear: (!field.required || Boolean(many)) && clearing,
    showSearch: { optionFilterProp: 'label' as const },
  }
  if (many)
    return (
      <Select
        {...shared}
        mode="multiple"
        value={manyOf(value)}
        onChange={(list: string[]) => onChange(list.length > 0 ? list : null)}
      />
    )
  return (
    <Select
      {...shared}
      value={isBlank(value) ? null : String(value)}
      onChange={(one: string | null | undefined) => onChange(one ?? null)}
    />
  )
}

export const EditMulti = (props: EditProps) => <EditChoice {...props} many />
