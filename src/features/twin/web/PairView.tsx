import './Twins.css'
import type { ReactNode } from 'react'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { TwinEntity, TwinPair, TwinSide, TwinWhy } from '../twin.schema.ts'
import { twinText } from '../twin.text.ts'

/** A contact has no page of its own. */
export const hrefOf = (entity: TwinEntity, id: string): string | undefined =>
  entity === 'contact' ? undefined : `/${entity}s/${id}`

const rows = ['of', 'phone', 'email', 'ownerName'] as const
const labels = { of: 'twin.of', phone: 'twin.phone', email: 'twin.email', ownerName: 'twin.owner' } as const
const tellsBy: Readonly<Partial<Record<(typeof rows)[number], TwinWhy>>> = { phone: 'phone', email: 'email' }

/** Two records beside each other, with what makes them look alike. */
export function PairView({ entity, pair, children }: { entity: TwinEntity; pair: TwinPair; children?: ReactNode }) {
  const t = useText(twinText)
  const { a, b, why, score } = pair
  return (
    <article className="twin" aria-label={`${a.name} · ${b.name}`}>
      <div className="twinhead">
        <span className="num t3">{score} %</span>
        {why.map(one => (
          <Tag key={one} tone={one === 'company' ? 'off' : 'warn'}>
            {t(`twin.why.${one}`)}
          </Tag>
        ))}
        <span className="grow" />
        {children}
      </div>
      <dl className="twinrow">
        <dt>{t('twin.name')}</dt>
        <Name entity={entity} side={a} same={why.includes('name')} />
        <Name entity={entity} side={b} same={why.includes('name')} />
        {rows
          .filter(key => a[key] || b[key])
          .map(key => (
            <Row
              key={key}
              label={t(labels[key])}
              a={a[key]}
              b={b[key]}
              same={why.includes(tellsBy[key] ?? 'company') && key in tellsBy}
            />
          ))}
        <dt>{t('twin.made')}</dt>
        <dd>
          <When at={a.createdAt} />
        </dd>
        <dd>
          <When at={b.createdAt} />
        </dd>
      </dl>
    </article>
  )
}

function Name({ entity, side, same }: { entity: TwinEntity; side: TwinSide; same: boolean }) {
  const href = hrefOf(entity, side.id)
  return (
    <dd className={same ? 'same' : undefined}>
      {href ? (
        <Link className="link" href={href}>
          {side.name}
        </Link>
      ) : (
        side.name
      )}
    </dd>
  )
}

function Row({ label, a, b, same }: { label: string; a: string | null; b: string | null; same: boolean }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className={same ? 'same' : undefined}>{a ?? '–'}</dd>
      <dd className={same ? 'same' : undefined}>{b ?? '–'}</dd>
    </>
  )
}
