import { Link } from '#ui/Link.tsx'
import { useLookup } from '#ui/useLookup.tsx'
import { When } from '#ui/When.tsx'
import type { CheckedEntity, Drawn } from '../spotCheck.schema.ts'
import { useNames, useSpotText } from './useSpotChecks.ts'

type Props = { readonly entity: CheckedEntity; readonly item: Drawn }

/** What is at hand about one record of the sample. */
export function DrawnFacts({ entity, item }: Props) {
  const t = useSpotText()
  const lookup = useLookup()
  const { fieldName } = useNames()
  const { name, opens, ownerName, deptName, score, drawnScore, missing, nextStep, nextStepAt } = item
  if (name === null) return <p className="t3">{t('spot.gone')}</p>
  const href = opens ? lookup.hrefOf(opens.entity, opens.id) : undefined
  return (
    <>
      <h3 className="row wrap">
        {href ? (
          <Link className="link b" href={href}>
            {name}
          </Link>
        ) : (
          <b>{name}</b>
        )}
      </h3>
      <dl className="spot-facts">
        <dt>{t('spot.owner')}</dt>
        <dd>{[ownerName, deptName].filter(Boolean).join(' · ')}</dd>
        {score !== null && (
          <>
            <dt>{t('spot.score')}</dt>
            <dd className={score < 60 ? 'late' : ''}>
              {score}%
              {drawnScore !== null && drawnScore !== score && (
                <small className="t3"> {t('spot.scoreWas', { score: drawnScore })}</small>
              )}
            </dd>
            <dt>{t('spot.missing')}</dt>
            <dd>{missing.map(key => fieldName(entity, key)).join(' · ') || t('spot.nothingMissing')}</dd>
          </>
        )}
        {entity !== 'customer' && (
          <>
            <dt>{t('spot.nextStep')}</dt>
            <dd>
              {nextStep ?? <span className="late">{t('spot.noStep')}</span>} {nextStepAt && <When at={nextStepAt} />}
            </dd>
          </>
        )}
      </dl>
      <Spoken entity={entity} item={item} />
    </>
  )
}

function Spoken({ entity, item: { spoken } }: Props) {
  const t = useSpotText()
  const { kindName } = useNames()
  return (
    <div className="spot-said">
      <b>{t(entity === 'followup' ? 'spot.said' : 'spot.spoken')}</b>
      {spoken.length === 0 && <p className="late">{t('spot.neverSpoken')}</p>}
      {spoken.map(one => (
        <div key={one.id}>
          <small className="t3">
            {kindName(one.kind)} · {one.byName} · <When at={one.at} />
          </small>
          <p>{one.content}</p>
        </div>
      ))}
    </div>
  )
}
