import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useDeferredValue, useState } from 'react'
import type { HomeLine } from '#meta/home.ts'
import { Button } from '#ui/Button.tsx'
import { type FollowupKind, followupKinds } from '#ui/composing.ts'
import { Icon } from '#ui/Icon.tsx'
import { outbox } from '#ui/outbox.ts'
import { uiText } from '#ui/ui.text.ts'
import { type Found, useLookup } from '#ui/useLookup.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import { attachText } from '../attach.text.ts'
import { followupText } from '../followup.text.ts'
import { homeText } from '../home.text.ts'
import { placeOf } from './useAttaching.ts'
import { useVoice, voiceName } from './useVoice.ts'

const places = ['deal', 'lead', 'customer'] as const
type Hit = Found & { entity: (typeof places)[number] }

/** Just spoke to someone: two letters find them, one press opens the composer. */
export function QuickLog({ onPick }: { onPick: (line: HomeLine, kind: FollowupKind | undefined) => void }) {
  const t = useText(homeText)
  const ui = useText(uiText)
  const a = useText(attachText)
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
  const voice = useNote()
  const pick = ({ entity, id, name }: Hit) => {
    setTyped('')
    voice.giveTo(entity, id)
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
        <Microphone voice={voice} />
        <Button type="submit" only="dk" disabled={!q || !hits.data?.length}>
          {t('home.action.log')}
        </Button>
      </label>
      {voice.problem && <p className="wrong">{a(`attach.${voice.problem}`)}</p>}
      {voice.note && (
        <p className="row t2" role="status">
          <Icon name="mic" />
          <span className="grow">{t('home.quickHeard')}</span>
          <Button size="sm" kind="text" icon="x" aria-label={t('home.quickDrop')} onClick={voice.drop} />
        </p>
      )}
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

type Note = { readonly name: string; readonly blob: Blob }

/** What was said before it is known with whom: kept until somebody is picked, then it goes along with the follow-up. */
function useNote() {
  const t = useText(attachText)
  const { userId } = useSession()
  const { locale, zone } = useLang()
  const [note, setNote] = useState<Note>()
  const voice = useVoice(heard => setNote({ name: voiceName(heard, { t, locale, zone }), blob: heard.blob }))
  const giveTo = (entity: string, id: string) => {
    if (note) void outbox.add(placeOf(userId, entity, id), note.name, note.blob)
    setNote(undefined)
  }
  return { ...voice, note, giveTo, drop: () => setNote(undefined) }
}

function Microphone({ voice }: { voice: ReturnType<typeof useNote> }) {
  const t = useText(homeText)
  if (!mayDo(useSession(), 'file.create')) return null
  return voice.recording ? (
    <Button size="sm" bad icon="mic" aria-pressed onClick={voice.stop}>
      {t('home.quickStop')}
    </Button>
  ) : (
    <Button
      size="sm"
      kind="text"
      icon="mic"
      aria-label={t('home.quickVoice')}
      title={t('home.quickVoice')}
      onClick={voice.start}
    />
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
