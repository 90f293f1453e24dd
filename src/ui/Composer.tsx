import './Composer.css'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from './Button.tsx'
import { ComposerExtra, NextStep } from './ComposerParts.tsx'
import { Icon } from './Icon.tsx'
import { reasonsOf } from './problems.ts'
import { uiText } from './ui.text.ts'
import { useDraft } from './useDraft.ts'
import { useReason, useText } from './useText.tsx'

const followupKinds = ['call', 'wechat', 'visit', 'meeting', 'email', 'note'] as const
type FollowupKind = (typeof followupKinds)[number]

export interface Composed {
  kind: FollowupKind
  text: string
  next?: { at: string; what: string }
  needs: string[]
  promises: string[]
}

type Props = {
  draftKey: string
  onLog: (entry: Composed) => Promise<unknown>
  /** With whom: shown at the right of the kinds. */
  contact?: string
  autoFocus?: boolean
  /** The record's work is over: a note can be added, and nothing that asks for more work. */
  noteOnly?: boolean
}

type Extra = { id: number; text: string }
type Draft = {
  kind: FollowupKind
  text: string
  next: { at: string; what: string } | null
  needs: Extra[]
  promises: Extra[]
}
const blank: Draft = { kind: 'call', text: '', next: null, needs: [], promises: [] }

const extras = [
  { list: 'needs', kind: 'need', icon: 'flag' },
  { list: 'promises', kind: 'promise', icon: 'hand' },
] as const

/** A follow-up in under 15 seconds: kind, words, when next. Ctrl+Enter logs it. */
export const Composer = (props: Props) => <Writing key={props.draftKey} {...props} />

function Writing({ draftKey, onLog, contact, autoFocus, noteOnly = false }: Props) {
  const t = useText(uiText)
  const say = useReason()
  const { value: draft, set, drop } = useDraft<Draft>(draftKey, blank)
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const kinds = noteOnly ? (['note'] as const) : followupKinds
  const kind = noteOnly ? 'note' : draft.kind
  const put = (part: Partial<Draft>) => set({ ...draft, ...part })
  const add = (list: 'needs' | 'promises') =>
    put({ [list]: [...draft[list], { id: (draft[list].at(-1)?.id ?? 0) + 1, text: '' }] })
  const replace = (list: 'needs' | 'promises', id: number, text: string) =>
    put({ [list]: draft[list].map(one => (one.id === id ? { id, text } : one)) })
  const remove = (list: 'needs' | 'promises', id: number) => put({ [list]: draft[list].filter(one => one.id !== id) })

  const log = async () => {
    if (!draft.text.trim()) return setReasons([{ key: 'compose.empty' }])
    setBusy(true)
    const filled = (list: readonly Extra[]) => list.map(one => one.text.trim()).filter(Boolean)
    const entry = {
      kind,
      text: draft.text.trim(),
      needs: noteOnly ? [] : filled(draft.needs),
      promises: noteOnly ? [] : filled(draft.promises),
    }
    try {
      await onLog({
        ...entry,
        ...(!noteOnly &&
          draft.next && { next: { at: draft.next.at, what: draft.next.what.trim() || t('compose.next') } }),
      })
      drop()
      setReasons([])
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    log()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    log()
  }
  return (
    <form className="composer" onSubmit={submit} onKeyDown={keys}>
      <fieldset className="kinds" aria-label={t('compose.kind')}>
        {kinds.map(one => (
          <button
            key={one}
            type="button"
            className={kind === one ? 'on' : ''}
            aria-pressed={kind === one}
            onClick={() => put({ kind: one })}
          >
            {t(`compose.${one}`)}
          </button>
        ))}
      </fieldset>
      <textarea
        aria-label={t('compose.say')}
        placeholder={t('compose.say')}
        value={draft.text}
        rows={2}
        // biome-ignore lint/a11y/noAutofocus: only where the page was opened to log something
        autoFocus={autoFocus}
        onChange={event => put({ text: event.target.value })}
      />
      {!noteOnly &&
        extras.flatMap(({ list, kind }) =>
          draft[list].map(one => (
            <ComposerExtra
              key={`${list}${one.id}`}
              kind={kind}
              text={one.text}
              onText={text => replace(list, one.id, text)}
              onRemove={() => remove(list, one.id)}
            />
          )),
        )}
      {!noteOnly && <NextStep next={draft.next} onNext={next => put({ next })} />}
      {reasons.length > 0 && (
        <p className="wrong" role="alert">
          {reasons.map(reason => (
            <span key={reason.key}>{say(reason)}</span>
          ))}
        </p>
      )}
      <div className="bottom">
        {!noteOnly &&
          extras.map(({ list, kind, icon }) => (
            <Button key={kind} size="sm" kind="text" onClick={() => add(list)}>
              <Icon name={icon} />
              {t(`compose.${kind}`)}
            </Button>
          ))}
        <small className="t3 cut grow num">{contact}</small>
        <Button kind="primary" size="sm" type="submit" busy={busy}>
          {t('compose.log')}
        </Button>
      </div>
    </form>
  )
}
