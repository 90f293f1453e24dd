import { lazy, Suspense, useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { regionText } from './region.text.ts'
import { useText } from './useText.tsx'

const AddressPaste = lazy(async () => ({ default: (await import('./AddressPaste.tsx')).AddressPaste }))

type Props = {
  fields: readonly Field[]
  valueAt: (field: Field) => unknown
  onUse: (values: readonly (readonly [Field, string])[]) => void
}

/** Only where there is a region and somebody who can be called there. */
export function PasteAddress(props: Props) {
  const t = useText(regionText)
  const [open, setOpen] = useState(false)
  const asked = ['region', 'phone'] as const
  if (!asked.every(kind => props.fields.some(field => field.kind === kind))) return null
  return (
    <div>
      <Button size="sm" icon="pin" onClick={() => setOpen(true)}>
        {t('address.paste')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <AddressPaste {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}
