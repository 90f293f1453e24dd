import './Composer.css'
import {
  type ClipboardEvent,
  type DragEvent,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useRef,
  useState,
} from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from './Button.tsx'
import { ComposerFields, ComposerPhrases } from './ComposerFields.tsx'
import { ComposerMention } from './ComposerMention.tsx'
import { ComposerExtra, NextStep } from './ComposerParts.tsx'
import {
  askedName,
  blank,
  type Composed,
  type ComposeSetup,
  composed,
  type Draft,
  type FollowupKind,
  fieldsFor,
  kindsOf,
  type Named,
  phrasesFor,
  plainSetup,
  withMention,
  withPhrase,
} from './composing.ts'
import { Icon } from './Icon.tsx'
import { pathOf } from './kinds/kind.ts'
import { reasonsOf } from './problems.ts'
import { uiText } from './ui.text.ts'
import { useDraft } from './useDraft.ts'
import { useReason, useText } from './useText.tsx'

type Props = {
  draftKey: string
  onLog: (entry: Composed) => Promise<unknown>
  /** Which kinds, what each asks for, and the words at hand. */
  setup?: ComposeSetup
  /** Who can be named with an @. */
  people?: () => Promise<readonly Named[]>
  /** With whom: shown at the right of the kinds. */
  contact?: string
  autoFocus?: boolean
  /** What it begins as, where nothing was begun before. */
  kind?: FollowupKind
  /** What goes along with it: stands above the last line, and is told the kind. */
  beside?: (kind: FollowupKind) => ReactNode
  /** Pasted into it, dropped on it. */
  onFiles?: (files: readonly File[]) => void
  /** The words, where something goes along and nobody wrote any. */
  instead?: string | undefined
  /** The record's work is over: a note can be added, and nothing that asks for more work. */
  noteOnly?: boolean
}

const extras = [
  { list: 'needs', kind: 'need', icon: 'flag' },
  { list: 'promises', kind: 'promise', icon: 'hand' },
] as const

/** A follow-up in under 15 seconds: kind, words, when next. Ctrl+Enter logs it. */
export const Composer = (props: Props) => <Writing key={props.draftKey} {...props} />

function Writing(props: Props) {
  const { draftKey, onLog, setup = plainSetup, people, contact, autoFocus, noteOnly = false, beside, instead } = props
  const t = useText(uiText)
  const writing = { draftKey, onLog, setup, noteOnly, instead, kind: props.kind }
  const { draft, put, asked, kinds, busy, reasons, log } = useWriting(writing)
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    log()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    log()
  }
  const drawn = new Set(asked.map(pathOf))
  const [caret, setCaret] = useState(0)
  const field = useRef<HTMLTextAreaElement>(null)
  const name = askedName(draft.text, caret)
  const pick = (person: Named) => {
    const next = withMention(draft, caret, person)
    put(next)
    setCaret(next.text.length - draft.text.length + caret)
    field.current?.focus()
  }
  return (
    <form className="composer" onSubmit={submit} onKeyDown={keys} {...takesFiles(props.onFiles)}>
      <fieldset className="kinds" aria-label={t('compose.kind')}>
        {kinds.map(one => (
          <button
            key={one}
            type="button"
            className={draft.kind === one ? 'on' : ''}
            aria-pressed={draft.kind === one}
            onClick={() => put({ kind: one })}
          >
            {t(`compose.${one}`)}
          </button>
        ))}
      </fieldset>
      <textarea
        ref={field}
        aria-label={t('compose.say')}
        placeholder={t('compose.say')}
        value={draft.text}
        rows={2}
        // biome-ignore lint/a11y/noAutofocus: only where the page was opened to log something
        autoFocus={autoFocus}
        onChange={event => {
          put({ text: event.target.value })
          setCaret(event.target.selectionStart)
        }}
      />
      {people && name !== undefined && (
        <ComposerMention draftKey={draftKey} asked={name} people={people} onPick={pick} />
      )}
      {draft.text === '' && (
        <ComposerPhrases phrases={phrasesFor(setup, kinds)} onPick={phrase => put(withPhrase(draft, phrase))} />
      )}
      <ComposerFields fields={asked} values={draft.fields} reasons={reasons} onChange={fields => put({ fields })} />
      {!noteOnly && <Extras draft={draft} onPut={put} />}
      {!noteOnly && <NextStep next={draft.next} onNext={next => put({ next })} />}
      {beside?.(draft.kind)}
      <Wrong reasons={reasons.filter(({ path }) => !path || !drawn.has(path))} />
      <div className="bottom">
        {!noteOnly && <AddExtra draft={draft} onPut={put} />}
        {!noteOnly && setup.fields.length > 0 && (
          <Button size="sm" kind="text" aria-expanded={draft.more} onClick={() => put({ more: !draft.more })}>
            <Icon name="plus" />
            {t('compose.more')}
          </Button>
        )}
        <small className="t3 cut grow num">{contact}</small>
        <Button kind="primary" size="sm" type="submit" busy={busy}>
          {t('compose.log')}
        </Button>
      </div>
    </form>
  )
}

/** Words that are pasted or dropped stay words. */
function takesFiles(onFiles: Props['onFiles']) {
  if (!onFiles) return {}
  const take = (event: ClipboardEvent | DragEvent, from: DataTransfer) => {
    if (from.files.length === 0) return
    event.preventDefault()
    onFiles([...from.files])
  }
  return {
    onPaste: (event: ClipboardEvent) => take(event, event.clipboardData),
    onDrop: (event: DragEvent) => take(event, event.dataTransfer),
    onDragOver: (event: DragEvent) => event.dataTransfer.types.includes('Files') && event.preventDefault(),
  }
}

type Written = Required<Pick<Props, 'draftKey' | 'onLog' | 'setup' | 'noteOnly'>> &
  Pick<Props, 'instead'> & { kind: FollowupKind | undefined }

function useWriting({ draftKey, onLog, setup, noteOnly, instead, kind }: Written) {
  const t = useText(uiText)
  const [start] = useState(kind ? { ...blank, kind } : blank)
  const { value, set, drop } = useDraft<Draft>(draftKey, start)
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const kinds = kindsOf(setup, noteOnly)
  // a draft that was begun before may know less, or a kind that is no longer offered
  const begun = { ...blank, ...value }
  const draft: Draft = { ...begun, kind: kinds.includes(begun.kind) ? begun.kind : (kinds[0] ?? 'note') }
  const asked = fieldsFor(setup, noteOnly ? { ...draft, more: false } : draft)
  const log = async () => {
    const text = draft.text.trim() || instead
    if (!text) return setReasons([{ key: 'compose.empty' }])
    setBusy(true)
    try {
      await onLog(composed({ draft: { ...draft, text }, asked, noteOnly, usual: t('compose.next') }))
      drop()
      setReasons([])
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { draft, put: (part: Partial<Draft>) => set({ ...draft, ...part }), asked, kinds, busy, reasons, log }
}

type ExtrasProps = { draft: Draft; onPut: (part: Partial<Draft>) => void }

const Extras = ({ draft, onPut }: ExtrasProps) =>
  extras.flatMap(({ list, kind }) =>
    draft[list].map(one => (
      <ComposerExtra
        key={`${list}${one.id}`}
        kind={kind}
        text={one.text}
        onText={text => onPut({ [list]: draft[list].map(other => (other.id === one.id ? { ...one, text } : other)) })}
        onRemove={() => onPut({ [list]: draft[list].filter(other => other.id !== one.id) })}
      />
    )),
  )

function AddExtra({ draft, onPut }: ExtrasProps) {
  const t = useText(uiText)
  return extras.map(({ list, kind, icon }) => (
    <Button
      key={kind}
      size="sm"
      kind="text"
      onClick={() => onPut({ [list]: [...draft[list], { id: (draft[list].at(-1)?.id ?? 0) + 1, text: '' }] })}
    >
      <Icon name={icon} />
      {t(`compose.${kind}`)}
    </Button>
  ))
}

function Wrong({ reasons }: { reasons: readonly Reason[] }) {
  const say = useReason()
  if (reasons.length === 0) return null
  return (
    <p className="wrong" role="alert">
      {reasons.map(reason => (
        <span key={`${reason.key}${reason.path}`}>{say(reason)}</span>
      ))}
    </p>
  )
}
