import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Problem } from '#ui/Problem.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useNow } from '#ui/useNow.ts'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { isLive } from '../link.rules.ts'
import type { Link } from '../link.schema.ts'
import { linkText } from '../link.text.ts'
import { linkCalls } from './useLinkCalls.ts'

/** Who got in by which link, and how to shut one: in the card of the page that the links lead to. */
export function LinksPart({ entity, id }: SlotProps) {
  const t = useText(linkText)
  const links = useQuery({
    queryKey: ['link', entity, id],
    queryFn: () => linkCalls.list({ entity, recordId: id }),
  })
  if (links.error) return <Problem error={links.error} onRetry={() => links.refetch()} />
  const { items, mayRevoke } = links.data ?? {}
  return (
    <>
      <h3>{t('link.links')}</h3>
      {!items && <RowsSkeleton rows={1} />}
      {items?.length === 0 && <p className="t3">{t('link.none')}</p>}
      {items?.map(link => (
        <LinkRow key={link.id} link={link} mayRevoke={mayRevoke ?? false} />
      ))}
    </>
  )
}

const tones = { live: 'ok', over: 'off', revoked: 'late' } as const

function LinkRow({ link, mayRevoke }: { readonly link: Link; readonly mayRevoke: boolean }) {
  const t = useText(linkText)
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const now = useNow()
  const state = link.revokedAt ? 'revoked' : isLive(link, now.toISOString()) ? 'live' : 'over'
  const { opened, createdByName } = link
  const revoke = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await linkCalls.revoke({ id: link.id })
      await queries.invalidateQueries({ queryKey: ['link'] })
      await queries.invalidateQueries({ queryKey: ['timeline'] })
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <div className="row wrap">
        <Tag tone={tones[state]}>{t(`link.state.${state}`)}</Tag>
        {link.receiver && <b>{link.receiver}</b>}
        <span className="t2">
          <When at={link.createdAt} /> {createdByName ? t('link.by', { name: createdByName }) : t('link.byItself')}
        </span>
        <span className="t2">
          {opened === 0 ? t('link.unopened') : opened === 1 ? t('link.openedOnce') : t('link.opened', { n: opened })}
        </span>
        <span className="grow" />
        {state === 'live' && mayRevoke && (
          <Button size="sm" kind="text" busy={busy} onClick={revoke}>
            {t('link.revoke')}
          </Button>
        )}
      </div>
      {error !== undefined && <Problem error={error} />}
    </>
  )
}
