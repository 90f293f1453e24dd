import { useQuery } from '@tanstack/react-query'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { WholeContract } from '../contract.schema.ts'
import { contractScreenText } from '../screen.text.ts'
import { contractCalls } from './useContractCalls.ts'

/** What it said before, and which agreement changed it. */
export function VersionsPart({ id, currency }: { readonly id: string; readonly currency: string }) {
  const t = useText(contractScreenText)
  const versions = useQuery({
    queryKey: ['contract', id, 'versions'],
    queryFn: () => contractCalls.versions({ id }),
  })
  return (
    <section className="card">
      <header>
        <h2>{t('contract.versions')}</h2>
      </header>
      <div className="body">
        {versions.isPending && <RowsSkeleton rows={1} />}
        {versions.data?.items.map(one => (
          <p key={one.versionNo} className="contractrow">
            <span>{t('contract.version', { no: one.versionNo })}</span>
            <Link className="link grow" href={`/contracts/${one.amendedBy}`} title={one.changeReason ?? undefined}>
              {t('contract.endedBy', { number: one.amendedByNumber })}
            </Link>
            <small className="t3">
              <When at={one.at} />
            </small>
            <b>{one.amount ? <Money amount={one.amount} currency={currency} /> : t('contract.unlimited')}</b>
          </p>
        ))}
      </div>
    </section>
  )
}

/** Old and new, side by side. */
export function ChangesPart({ contract: { id, version, changeReason } }: { readonly contract: WholeContract }) {
  const t = useText(contractScreenText)
  const changes = useQuery({
    queryKey: ['contract', id, 'changes', version],
    queryFn: () => contractCalls.changes({ id }),
  })
  const items = changes.data?.items
  return (
    <section className="card">
      <header>
        <h2>{t('contract.changes')}</h2>
        <span className="grow" />
        {changeReason && <small className="t3">{changeReason}</small>}
      </header>
      <div className="body">
        {!items && <RowsSkeleton rows={2} />}
        {items?.length === 0 && <p className="t3">{t('contract.noChanges')}</p>}
        {items && items.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
          <div className="contractwide" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th>{t('contract.changes')}</th>
                  <th>{t('contract.before')}</th>
                  <th>{t('contract.after')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(one => (
                  <tr key={`${one.what}${one.old}${one.next}`}>
                    <td>{one.what}</td>
                    <td className="t2">{one.old ?? '–'}</td>
                    <td>{one.next ?? '–'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </section>
  )
}
