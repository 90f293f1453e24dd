import { Select } from 'antd'
import { useText } from '#ui/useText.tsx'
import { requestText } from '../request.text.ts'
import { useProfiles } from './useProfiles.ts'

type Props = {
  /** The payer and the customer of what is invoiced. */
  readonly parties: readonly string[]
  readonly value: string | undefined
  readonly onChange: (profileId: string | undefined) => void
}

/** Where there is more than one to choose from; without a choice the payer's default stands on it. */
export function ProfileChoice({ parties, value, onChange }: Props) {
  const t = useText(requestText)
  const profiles = useProfiles(parties)
  const all = profiles.data ?? []
  if (all.length < 2) return null
  const usual = all.find(one => one.isDefault && one.customerId === parties[0])
  return (
    <div>
      <small className="t3">{t('request.profile')}</small>
      <Select
        className="wide"
        aria-label={t('request.profile')}
        value={value ?? usual?.id ?? null}
        onChange={(id: string | null) => onChange(id ?? undefined)}
        options={all.map(({ id, name, taxNumber }) => ({
          value: id,
          label: `${id === usual?.id ? `${t('request.profile.usual')} · ` : ''}${[name, taxNumber].filter(Boolean).join(' · ')}`,
        }))}
      />
    </div>
  )
}
