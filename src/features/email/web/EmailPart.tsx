import './Email.css'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { CardSkeleton } from '#ui/CardSkeleton.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { Email, EmailPlace, Mailbox } from '../email.schema.ts'
import { emailPageText } from '../emailPage.text.ts'
import { Compose } from './Compose.tsx'
import { emailCalls, placeOf, useMailbox } from './useEmail.ts'

/** The record's own address, what came and what went, and a mail to its people. */
export function EmailPart({ entity, id, closed = false }: SlotProps) {
  const place = placeOf(entity, id)
  return place ? <Part place={place} closed={closed} /> : null
}

const few = 5

function Part({ place, closed }: { place: EmailPlace; closed: boolean }) {
  const t = useText(emailPageText)
  const session = useSession()
  const [writing, setWriting] = useState(false)
  const { mailbox, fresh } = useMailbox(place)
  if (mailbox.error) return <Problem error={mailbox.error} onRetry={() => mailbox.refetch()} />
  if (!mailbox.data) return <CardSkeleton rows={2} />
  const { items, canSend, recipients } = mailbox.data
  const may = mayDo(session, 'followup.create') && !closed
  const why = canSend ? (recipients.length > 0 ? undefined : t('email.nobody')) : t('email.cannot')
  const close = () => setWriting(false)
  return (
    <section className="card">
      <header>
        <h2>{t('email.title')}</h2>
        <span className="grow" />
        {may && (
          <Button size="sm" icon="mail" disabled={why !== undefined} title={why} onClick={() => setWriting(true)}>
            {t('email.write')}
          </Button>
        )}
      </header>
      <div className="body stack">
        {may && why && <small className="t3">{why}</small>}
        <Address place={place} mailbox={mailbox.data} may={may} onChange={fresh} />
        <Lines items={items} />
      </div>
      <Sheet open={writing} onClose={close} title={t('email.write')} width={640}>
        {writing && <Compose place={place} recipients={recipients} onDone={() => fresh().then(close)} />}
      </Sheet>
    </section>
  )
}

function Lines({ items }: Pick<Mailbox, 'items'>) {
  const t = useText(emailPageText)
  const [all, setAll] = useState(false)
  if (items.length === 0) return <p className="t3">{t('email.none')}</p>
  return (
    <>
      <ul className="plain">
        {items.slice(0, all ? items.length : few).map(one => (
          <Line key={one.id} email={one} />
        ))}
      </ul>
      {!all && items.length > few && (
        <Button size="sm" kind="text" icon="down" onClick={() => setAll(true)}>
          {t('email.more', { count: items.length - few })}
        </Button>
      )}
    </>
  )
}

type AddressProps = { place: EmailPlace; mailbox: Mailbox; may: boolean; onChange: () => Promise<unknown> }

function Address({ place, mailbox: { address, canReceive }, may, onChange }: AddressProps) {
  const t = useText(emailPageText)
  const reason = useReason()
  const tell = useToast()
  const [sure, setSure] = useState(false)
  if (!canReceive) return null
  const ask = (call: (place: EmailPlace) => Promise<unknown>) =>
    call(place).then(onChange, error => tell(reasonsOf(error).map(reason).join(' '), 'late'))
  if (!address)
    return may ? (
      <p>
        <Button size="sm" icon="plus" onClick={() => ask(emailCalls.openMailbox)}>
          {t('email.show')}
        </Button>
      </p>
    ) : null
  const copy = () => navigator.clipboard.writeText(address).then(() => tell(t('email.copied')))
  const renew = () => (sure ? ask(emailCalls.renewMailbox).then(() => setSure(false)) : setSure(true))
  return (
    <div>
      <small className="t3">{t('email.address')}</small>
      <p className="row wrap">
        <code className="mailaddress">{address}</code>
        <Button size="sm" icon="copy" onClick={copy}>
          {t('email.copy')}
        </Button>
        {may && (
          <Button size="sm" kind="text" bad={sure} onClick={renew}>
            {t(sure ? 'email.sure' : 'email.renew')}
          </Button>
        )}
      </p>
    </div>
  )
}

const tones = { received: 'acc', queued: 'warm', sent: 'ok', failed: 'late' } as const

function Line({ email }: { email: Email }) {
  const t = useText(emailPageText)
  const { direction, from, recipients, subject, state, error, automatic, doubt, files, at } = email
  const people = direction === 'in' ? [from] : recipients
  return (
    <li className="row wrap">
      <Tag tone={tones[state]}>{t(`email.state.${state}`)}</Tag>
      <b className="cut">{people.map(one => one.name || one.address).join(', ')}</b>
      <span className="cut">{subject || t('email.noSubject')}</span>
      {automatic && <Tag>{t('email.automatic')}</Tag>}
      {doubt && <small className={doubt === 'unchecked' ? 't3' : 'warn'}>{t(`email.doubt.${doubt}`)}</small>}
      {error && <small className="warn">{error}</small>}
      {files.map(file => (
        <a key={file.id} className="link" href={`/api/files/${file.id}/content?download=true`}>
          {file.name}
        </a>
      ))}
      <span className="grow" />
      <When at={at} />
    </li>
  )
}
