import { Input } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Icon } from '../Icon.tsx'
import { regionText } from '../region.text.ts'
import { useText } from '../useText.tsx'
import { type EditProps, isBlank } from './kind.ts'
import { inputProps } from './plain.tsx'

// forty thousand places belong to nobody's first page
const RegionPicker = lazy(async () => ({ default: (await import('../RegionPicker.tsx')).RegionPicker }))

/** Typed, as places abroad are, or chosen level by level. */
export function EditRegion(props: EditProps) {
  const { value, onChange, field, disabled } = props
  const t = useText(regionText)
  const [open, setOpen] = useState(false)
  const text = isBlank(value) ? '' : String(value)
  return (
    <>
      <Input
        {...inputProps(props)}
        value={text}
        autoComplete="off"
        {...(field.maxLength && { maxLength: field.maxLength })}
        onChange={event => onChange(event.target.value === '' ? null : event.target.value)}
        suffix={
          <button
            type="button"
            className="region-open"
            disabled={disabled}
            aria-label={t('region.choose')}
            title={t('region.choose')}
            onClick={() => setOpen(true)}
          >
            <Icon name="list" />
          </button>
        }
      />
      {open && (
        <Suspense fallback={null}>
          <RegionPicker
            value={text}
            onClose={() => setOpen(false)}
            onChoose={chosen => {
              setOpen(false)
              onChange(chosen)
            }}
          />
        </Suspense>
      )}
    </>
  )
}
