import { useToast } from '#ui/Toast.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { billingProfileEntity } from '../billing.entity.ts'
import type { BillingProfile } from '../billing.schema.ts'
import { profileText } from '../profile.text.ts'

const shown = ['taxNumber', 'address', 'phone', 'bank', 'account', 'email'] as const

/** What it says, each with its name. */
export function useWritten(): (profile: BillingProfile) => readonly { key: string; label: string; value: string }[] {
  const label = useLabel()
  const labelOf = (key: string) => {
    const field = billingProfileEntity.fields.find(one => one.key === key)
    return field ? label(field.label) : key
  }
  return profile =>
    shown.flatMap(key => (profile[key] ? [{ key, label: labelOf(key), value: String(profile[key]) }] : []))
}

/** All of it, to be pasted elsewhere. */
export function useCopy(): (profile: BillingProfile) => Promise<void> {
  const t = useText(profileText)
  const label = useLabel()
  const written = useWritten()
  const tell = useToast()
  const name = billingProfileEntity.fields.find(one => one.key === 'name')
  return async profile => {
    const lines = [{ label: name ? label(name.label) : '', value: profile.name }, ...written(profile)]
    // without https the browser has no clipboard to give: the text can be selected
    await navigator.clipboard?.writeText(lines.map(line => `${line.label}: ${line.value}`).join('\n'))
    tell(t('profile.copied'))
  }
}
