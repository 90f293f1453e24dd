import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { fileApi } from '#features/file/file.api.ts'
import { loggingApi } from '#features/followup/logging.api.ts'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { filledIn } from '../email.rules.ts'
import type { EmailPlace, Recipient } from '../email.schema.ts'
import { emailPageText } from '../emailPage.text.ts'
import { emailCalls } from './useEmail.ts'

const fileCalls = client(fileApi, send)
const loggingCalls = client(loggingApi, send)

type Props = { place: EmailPlace; recipients: readonly Recipient[]; onDone: () => Promise<unknown> }

/** To whom, what, with which files: plain words, as they will be read. */
export function Compose({ place, recipients, onDone }: Props) {
  const t = useText(emailPageText)
  const tell = useToast()
  const [to, setTo] = useState<readonly string[]>(recipients.slice(0, 1).map(one => one.address))
  const [words, setWords] = useState({ subject: '', text: '' })
  const [fileIds, setFileIds] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const post = async () => {
    setBusy(true)
    setRefused([])
    try {
      await emailCalls.send({ ...place, ...words, to: [...to], fileIds: [...fileIds] })
      tell(t('email.sent'))
      await onDone()
    } catch (error) {
      setRefused(reasonsOf(error))
      setBusy(false)
    }
  }
  const choices = recipients.map(one => ({ id: one.address, name: `${one.name} <${one.address}>` }))
  return (
    <div className="stack mailing">
      <Ticks label={t('email.to')} choices={choices} value={to} onChange={setTo} />
      <Templates contact={recipients.find(one => one.address === to[0])?.name ?? ''} onPick={setWords} />
      <WordsEdit words={words} onChange={setWords} />
      <Phrases onPick={text => setWords({ ...words, text: [words.text, text].filter(Boolean).join('\n') })} />
      <Files place={place} value={fileIds} onChange={setFileIds} />
      {refused.length > 0 && <Reasons reasons={refused} />}
      <p>
        <Button
          kind="primary"
          icon="mail"
          busy={busy}
          disabled={to.length === 0 || !words.subject.trim() || !words.text.trim()}
          onClick={post}
        >
          {t('email.send')}
        </Button>
      </p>
    </div>
  )
}

type Words = { subject: string; text: string }

function WordsEdit({ words, onChange }: { words: Words; onChange: (words: Words) => void }) {
  const t = useText(emailPageText)
  const id = useId()
  return (
    <>
      <label htmlFor={`${id}-subject`}>{t('email.subject')}</label>
      <input
        id={`${id}-subject`}
        value={words.subject}
        maxLength={200}
        onChange={event => onChange({ ...words, subject: event.target.value })}
      />
      <label htmlFor={`${id}-text`}>{t('email.text')}</label>
      <textarea
        id={`${id}-text`}
        rows={10}
        value={words.text}
        maxLength={9000}
        onChange={event => onChange({ ...words, text: event.target.value })}
      />
    </>
  )
}

type TicksProps = {
  label: string
  choices: readonly { readonly id: string; readonly name: string }[]
  value: readonly string[]
  onChange: (value: readonly string[]) => void
}

function Ticks({ label, choices, value, onChange }: TicksProps) {
  const put = (id: string, on: boolean) => onChange(on ? [...value, id] : value.filter(other => other !== id))
  return (
    <fieldset>
      <legend>{label}</legend>
      {choices.map(one => (
        <label key={one.id} className="row">
          <input
            type="checkbox"
            checked={value.includes(one.id)}
            onChange={event => put(one.id, event.target.checked)}
          />
          <span className="cut">{one.name}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Templates({ contact, onPick }: { contact: string; onPick: (words: Words) => void }) {
  const t = useText(emailPageText)
  const session = useSession()
  const templates = useQuery({ queryKey: ['email', 'templates'], queryFn: () => emailCalls.templates({}) })
  const items = templates.data?.items ?? []
  if (items.length === 0) return null
  const pick = (name: string) => {
    const found = items.find(one => one.name === name)
    const company = session.org.name
    if (found) onPick(filledIn(found, { contact, customer: contact, me: session.name, company }))
  }
  return (
    <select aria-label={t('email.template')} defaultValue="" onChange={event => pick(event.target.value)}>
      <option value="">{`${t('email.template')}: ${t('email.noTemplate')}`}</option>
      {items.map(one => (
        <option key={one.name} value={one.name}>
          {one.name}
        </option>
      ))}
    </select>
  )
}

function Phrases({ onPick }: { onPick: (text: string) => void }) {
  const t = useText(emailPageText)
  const logging = useQuery({ queryKey: ['email', 'phrases'], queryFn: () => loggingCalls.get({}) })
  const phrases = [...(logging.data?.phrases ?? []), ...(logging.data?.own ?? [])]
  if (phrases.length === 0) return null
  return (
    <select
      aria-label={t('email.phrase')}
      value=""
      onChange={event => event.target.value && onPick(event.target.value)}
    >
      <option value="">{t('email.addPhrase')}</option>
      {phrases.map(one => (
        <option key={one.id} value={one.content}>
          {one.name}
        </option>
      ))}
    </select>
  )
}

type FilesProps = { place: EmailPlace; value: readonly string[]; onChange: (value: readonly string[]) => void }

function Files({ place, value, onChange }: FilesProps) {
  const t = useText(emailPageText)
  const { entity, recordId } = place
  const files = useQuery({
    queryKey: [entity, recordId, 'files', 'mail'],
    queryFn: () => fileCalls.list({ entity, recordId }),
  })
  const items = files.data?.items ?? []
  if (items.length === 0) return null
  return <Ticks label={t('email.files')} choices={items} value={value} onChange={onChange} />
}
