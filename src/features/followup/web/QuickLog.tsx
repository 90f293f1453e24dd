import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useDeferredValue, useState } from 'react'
import type { HomeLine } from '#meta/home.ts'
import { Button } from '#ui/Button.tsx'
import { type FollowupKind, followupKinds } from '#ui/composing.ts'
import { Icon } from '#ui/Icon.tsx'
import { uiText } from '#ui/ui.text.ts'
import { type Found, useLookup } from '#ui/useLookup.tsx'
import { useText } from '#ui/useText.tsx'
import { followupText } from '../followup.text.ts'
import { homeText } from '../home.text.ts'

const places = ['deal', 'lead', 'customer'] as const
type Hit = Found & { entity: (typeof places)[number] }

/** Just spoke to someone: two letters find them, one press opens the composer. */
export function QuickLog({ onPick }: { onPick: (line: HomeLine, kind: FollowupKind | undefined) => void }) {
  const t = useText(homeText)
  const ui = useText(uiText)
  const { find } = useLookup()
  const [typed, setTyped] = useState('')
  const { q: now, kind } = useHeard(typed)
  const q = useDeferredValue(now)
  const hits = useQuery({
    queryKey: ['home', 'quick', q],
    queryFn: async (): Promise<Hit[]> => {
      const found = await Promise.all(
        places.map(async entity =>
          (await find(entity, q).catch(() => [])).slice(0, 4).map(one => ({ ...one, entity })),
        ),
      )
      return found.flat()
    },
    enabled: q.length > 0,
    placeholderData: old => old,
  })
  const pick = ({ entity, id, name }: Hit) => {
    setTyped('')
    onPick({ ...empty, key: `${entity}:${id}`, entity, recordId: id, who: name }, kind)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const [first] = hits.data ?? []
    if (first && q === now) pick(first)
  }
  return (
    <form className="card quick" onSubmit={submit}>
      <label className="row">
        <Icon name="chat" />
        <span className="vh">{t('home.quickSay')}</span>
        <input
          className="grow"
          type="search"
          value={typed}
          placeholder={t('home.quick')}
          onChange={event => setTyped(event.target.value)}
        />
        <Button type="submit" only="dk" disabled={!q || !hits.data?.length}>
          {t('home.action.log')}
        </Button>
      </label>
      {q && (
        <ul aria-live="polite">
          {hits.data?.length === 0 && <li className="t3">{ui('palette.nothing')}</li>}
          {hits.data?.map(hit => (
            <li key={hit.id}>
              <button type="button" onClick={() => pick(hit)}>
                <b className="b cut">{hit.name}</b>
                <small className="t3">{hit.note}</small>
                <small className="t2">
                  {hit.entity === 'customer' ? t('home.customer') : ui(`step.${hit.entity}`)}
                </small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  )
}

/** “霁川 电话”: the last word says how one spoke. */
function useHeard(typed: string): { q: string; kind: FollowupKind | undefined } {
  const words = typed.trim().split(/\s+/)
  const last = words.at(-1)?.toLowerCase()
  const kind =
    words.length > 1
      ? followupKinds.find(one =>
          Object.values(followupText[`followup.kind.${one}`]).some(name => name.toLowerCase() === last),
        )
      : undefined
  return { q: (kind ? words.slice(0, -1) : words).join(' '), kind }
}

const empty = { text: null, say: null, note: null, phone: null, at: null, step: null, move: null, actions: [] }
