import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useText } from '#ui/useText.tsx'
import type { BillingProfile } from '../billing.schema.ts'
import { profileText } from '../profile.text.ts'
import { useCopy, useWritten } from './useCopy.ts'

type Props = { readonly profile: BillingProfile; readonly onOpen: () => void }

export function ProfileLine({ profile, onOpen }: Props) {
  const t = useText(profileText)
  const written = useWritten()
  const copy = useCopy()
  return (
    <li>
      <p className="row">
        <button type="button" className="link cut" onClick={onOpen}>
          {profile.name}
        </button>
        {profile.isDefault && <Tag tone="acc">{t('profile.default')}</Tag>}
        <Tag>{t(`profile.${profile.taxKind}`)}</Tag>
        <span className="grow" />
        <Button
          kind="text"
          size="sm"
          icon="copy"
          aria-label={`${t('profile.copy')} ${profile.name}`}
          onClick={() => copy(profile)}
        />
      </p>
      <dl>
        {written(profile).map(line => (
          <div key={line.key}>
            <dt>{line.label}</dt>
            <dd>{line.value}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
