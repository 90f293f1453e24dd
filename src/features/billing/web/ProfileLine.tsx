import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { billingProfileEntity } from '../billing.entity.ts'
import type { BillingProfile } from '../billing.schema.ts'
import { profileText } from '../profile.text.ts'

type Props = { readonly profile: BillingProfile; readonly onOpen: () => void }

const shown = ['taxNumber', 'address', 'phone', 'bank', 'account', 'email'] as const

export function ProfileLine({ profile, onOpen }: Props) {
  const t = useText(profileText)
  const label = useLabel()
  const tell = useToast()
  const labelOf = (key: string) => {
    const field = billingProfileEntity.fields.find(one => one.key === key)
    return field ? label(field.label) : key
  }
  const told = shown.flatMap(key => (profile[key] ? [{ key, label: labelOf(key), value: profile[key] }] : []))
  const copy = async () => {
    const lines = [{ label: labelOf('name'), value: profile.name }, ...told]
    // without https the browser has no clipboard to give: the text can be selected
    await navigator.clipboard?.writeText(lines.map(line => `${line.label}: ${line.value}`).join('\n'))
    tell(t('profile.copied'))
  }
  return (
    <li>
      <p className="row">
        <button type="button" className="link cut" onClick={onOpen}>
          {profile.name}
        </button>
        {profile.isDefault && <Tag tone="acc">{t('profile.default')}</Tag>}
        <Tag>{t(`profile.${profile.taxKind}`)}</Tag>
        <span className="grow" />
        <Button kind="text" size="sm" icon="copy" aria-label={`${t('profile.copy')} ${profile.name}`} onClick={copy} />
      </p>
      <dl>
        {told.map(line => (
          <div key={line.key}>
            <dt>{line.label}</dt>
            <dd>{line.value}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
