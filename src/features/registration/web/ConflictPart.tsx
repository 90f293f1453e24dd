import './Registration.css'
import { fieldOf } from '#meta/entity.ts'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Day, When } from '#ui/When.tsx'
import { registrationEntity } from '../registration.entity.ts'
import type { Claimant } from '../registration.schema.ts'
import { useRegistrationText } from './useRegistrationText.ts'

export const toneOf = (state: string) =>
  fieldOf(registrationEntity, 'state')?.choices?.find(one => one.value === state)?.tone ?? 'off'

type Props = { readonly claimants: readonly Claimant[]; readonly mine?: string }

/** Who has, had or wants the same: since when, on what grounds as far as one may see them, how often they spoke. */
export function Claimants({ claimants, mine }: Props) {
  const t = useRegistrationText()
  const others = claimants.filter(one => one.id === null || one.id !== mine)
  if (others.length === 0) return <p className="t3">{t('registration.history')}</p>
  return (
    <ul className="claims">
      {others.map(one => (
        <li key={`${one.ownerName}${one.registeredAt}`}>
          <span className="row wrap tight">
            <b>{one.ownerName}</b>
            {one.deptName && <span className="t3">{one.deptName}</span>}
            <Tag tone={toneOf(one.state)}>{t(`state.registration.${one.state}`)}</Tag>
            {one.contested && <Tag tone="warn">{t('registration.contested')}</Tag>}
            {one.alike && <Tag tone="warn">{t('registration.like')}</Tag>}
            {one.id && one.number && (
              <Link className="link" href={`/registrations/${one.id}`}>
                {one.number}
              </Link>
            )}
          </span>
          <span>
            {one.companyName} · {one.productLine ?? t('registration.allLines')}
          </span>
          <small className="t3">
            {t('registration.at')} <When at={one.registeredAt} /> · <Day day={one.fromOn} /> – <Day day={one.untilOn} />{' '}
            · {t('registration.followups', { count: one.followups })}
            {one.lastFollowupAt && (
              <>
                {' '}
                ({t('registration.lastHeard')} <When at={one.lastFollowupAt} />)
              </>
            )}
          </small>
          {one.evidence === null ? (
            <small className="t3">{t('registration.masked')}</small>
          ) : (
            <span className="says">{one.evidence}</span>
          )}
          {one.decision && (
            <span className="says">
              <span className="t3">{t('registration.reason')}</span> {one.decision}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
