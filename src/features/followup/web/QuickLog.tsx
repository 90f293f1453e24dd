import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { HomeLine } from '#meta/home.ts'
import { Icon } from '#ui/Icon.tsx'
import { uiText } from '#ui/ui.text.ts'
import { type Found, useLookup } from '#ui/useLookup.tsx'
import { useText } from '#ui/useText.tsx'
import { homeText } from '../home.text.ts'

const places = ['deal', 'lead', 'customer'] as const
type Hit = Found & { entity: (typeof places)[number] }

/** Just spoke to someone: two letters find them, one press opens the composer. */
export function QuickLog({ onPick }: { onPick: (line: HomeLine) => void }) {
  const t = useText(homeText)
  const ui = useText(uiText)
  const { find } = useLookup()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
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
    onPick({ ...empty, key: `${entity}:${id}`, entity, recordId: id, who: name })
  }
  return (
    <section className="card quick">
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
    </section>
  )
}

const empty = { text: null, say: null, note: null, phone: null, at: null, step: null, move: null, actions: [] }
