import './Composer.css'
import { type KeyboardEvent, useState } from 'react'
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
}

type Draft = {
  kind: FollowupKind
  text: string
  next: { at: string; what: string } | null
  needs: string[]
  promises: string[]
}
const blank: Draft = { kind: 'call', text: '', next: null, needs: [], promises: [] }

/** A follow-up in under 15 seconds: kind, words, when next. Ctrl+Enter logs it. */
export function Composer({ draftKey, onLog, contact, autoFocus }: Props) {
  const t = useText(uiText)
  const say = useReason()
  const { value: draft, set, drop } = useDraft<Draft>(draftKey, blank)
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const put = (part: Partial<Draft>) => set({ ...draft, ...part })
  const replace = (list: 'needs' | 'promises', at: number, text: string) =>
    put({ [list]: draft[list].map((old, i) => (i === at ? text : old)) })
  const remove = (list: 'needs' | 'promises', at: number) => put({ [list]: draft[list].filter((_, i) => i !== at) })

  const log = async () => {
    if (!draft.text.trim()) return setReasons([{ key: 'compose.empty' }])
    setBusy(true)
    const filled = (list: string[]) => list.map(text => text.trim()).filter(Boolean)
    const entry = {
      kind: draft.kind,
      text: draft.text.trim(),
      needs: filled(draft.needs),
      promises: filled(draft.promises),
    }
    try {
      await onLog({
        ...entry,
        ...(draft.next && { next: { at: draft.next.at, what: draft.next.what.trim() || t('compose.next') } }),
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
  return (
    <div className="composer" onKeyDown={keys}>
      <fieldset className="kinds" aria-label={t('compose.kind')}>
        {followupKinds.map(kind => (
          <button
            key={kind}
            type="button"
            className={draft.kind === kind ? 'on' : ''}
            aria-pressed={draft.kind === kind}
            onClick={() => put({ kind })}
          >
            {t(`compose.${kind}`)}
          </button>
        ))}
        <span className="grow" />
        {contact && <small className="t3 nw dk">{contact}</small>}
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
      {draft.needs.map((text, at) => (
        <ComposerExtra
          key={`need ${at + 1}`}
          kind="need"
          text={text}
          onText={next => replace('needs', at, next)}
          onRemove={() => remove('needs', at)}
        />
      ))}
      {draft.promises.map((text, at) => (
        <ComposerExtra
          key={`promise ${at + 1}`}
          kind="promise"
          text={text}
          onText={next => replace('promises', at, next)}
          onRemove={() => remove('promises', at)}
        />
      ))}
      <NextStep next={draft.next} onNext={next => put({ next })} />
      {reasons.length > 0 && (
        <p className="wrong" role="alert">
          {reasons.map(reason => (
            <span key={reason.key}>{say(reason)}</span>
          ))}
        </p>
      )}
      <div className="bottom">
        <Button size="sm" kind="text" onClick={() => put({ needs: [...draft.needs, ''] })}>
          <Icon name="flag" />
          {t('compose.need')}
        </Button>
        <Button size="sm" kind="text" onClick={() => put({ promises: [...draft.promises, ''] })}>
          <Icon name="hand" />
          {t('compose.promise')}
        </Button>
        <span className="grow" />
        <Button kind="primary" size="sm" busy={busy} onClick={log}>
          {t('compose.log')}
        </Button>
      </div>
    </div>
  )
}
