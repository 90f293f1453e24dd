import { useState } from 'react'
import { fileApi } from '#features/file/file.api.ts'
import { client, type Upload } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Entity } from '#meta/entity.ts'
import { type Answer, AnswerItem } from '#ui/AnswerItem.tsx'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import { kindOf } from '#ui/kinds/registry.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { addressOf, send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { dealPrefix, type ItemAnswer, type PacketItem } from '../checklist.schema.ts'
import type { Handoff } from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { handoffCalls } from './useHandoffCalls.ts'

const fileCalls = client(fileApi, send)

type Props = {
  readonly packet: Handoff
  readonly deal: Entity | undefined
  readonly may: boolean
  readonly onDone: () => void
}

/** The checklist as it was made: what stands there, what operations say of it, and filled in in place. */
export function PacketItems({ packet, deal, may, onDone }: Props) {
  const t = useText(handoffText)
  const [filling, setFilling] = useState(false)
  const { items } = packet
  const isOpen = may && packet.state !== 'accepted' && items.some(item => item.kind !== 'field')
  return (
    <section className="card">
      <header>
        <h2>{t('handoff.checklist')}</h2>
        <small className="t3">
          {t('packet.done', { done: items.filter(item => item.ok).length, all: items.length })} ·{' '}
          {t('checklist.version', { version: packet.checklist })}
        </small>
        <span className="grow" />
        {isOpen && !filling && (
          <Button size="sm" icon="edit" onClick={() => setFilling(true)}>
            {t('packet.fill')}
          </Button>
        )}
      </header>
      {filling ? (
        <Filling
          packet={packet}
          onClose={() => {
            setFilling(false)
            onDone()
          }}
        />
      ) : (
        <ul className="body packetitems">
          {items.map(item => (
            <Item key={item.key} item={item} deal={deal} />
          ))}
        </ul>
      )}
      {packet.note && <p className="body t2">{packet.note}</p>}
    </section>
  )
}

function Item({ item, deal }: { item: PacketItem; deal: Entity | undefined }) {
  const t = useText(handoffText)
  const label = useLabel()
  const isBad = item.objection !== null || (item.required && !item.ok)
  return (
    <li className={isBad ? 'late' : ''}>
      <Icon name={item.ok && !item.objection ? 'check' : 'x'} />
      <span>{label(item.label)}</span>
      <b className="b">
        <Said item={item} deal={deal} />
      </b>
      {item.objection && <small className="late">{t('packet.objection', { reason: item.objection })}</small>}
    </li>
  )
}

function Said({ item: { kind, from, say, fileId, ok }, deal }: { item: PacketItem; deal: Entity | undefined }) {
  if (kind === 'tick') return ok ? null : '–'
  if (!say) return '–'
  if (fileId)
    return (
      <a className="link" href={addressOf({ path: `/files/${fileId}/content`, query: { download: true } })}>
        {say}
      </a>
    )
  if (from === 'promisedDate') return <Day day={say} />
  const field = from?.startsWith(dealPrefix) && deal?.fields.find(one => one.key === from.slice(dealPrefix.length))
  if (!field) return say
  const { Show } = kindOf(field.kind)
  // it was written down as a word; the kinds of several and of yes or no know it otherwise
  const value = field.kind === 'yesNo' ? say === 'true' : field.kind === 'multiChoice' ? say.split(', ') : say
  return <Show field={field} value={value} />
}

const answerNow = (item: PacketItem): Answer => {
  if (item.kind === 'tick') return { ticked: item.ok }
  return item.kind === 'text' ? { text: item.say } : { fileId: item.fileId, fileName: item.say }
}

/** Only what was changed is sent. */
function changed(item: PacketItem, answer: Answer | undefined): ItemAnswer[] {
  if (!answer) return []
  const { key, kind } = item
  if (kind === 'tick') return [{ key, ticked: answer.ticked ?? false }]
  return kind === 'text' ? [{ key, text: answer.text ?? null }] : [{ key, fileId: answer.fileId ?? null }]
}

function Filling({ packet, onClose }: { packet: Handoff; onClose: () => void }) {
  const t = useText(handoffText)
  const tell = useToast()
  const [said, setSaid] = useState<Readonly<Record<string, Answer>>>({})
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const { id, version, items } = packet
  const keep = (file: Upload) => fileCalls.add({ entity: 'handoff', recordId: id, file })
  const answers = items.flatMap(item => changed(item, said[item.key]))
  const save = async () => {
    setBusy(true)
    try {
      await handoffCalls.fill({ id, version, answers })
      tell(t('packet.saved'))
      onClose()
    } catch (error) {
      setRefused(reasonsOf(error))
      setBusy(false)
    }
  }
  return (
    <div className="body checkitems">
      {items.map(item =>
        item.kind === 'field' ? null : (
          <div key={item.key}>
            <AnswerItem
              item={{ ...item, kind: item.kind }}
              value={said[item.key] ?? answerNow(item)}
              onValue={value => setSaid(old => ({ ...old, [item.key]: value }))}
              onFile={keep}
            />
            {item.objection && <small className="late">{t('packet.objection', { reason: item.objection })}</small>}
          </div>
        ),
      )}
      {refused.length > 0 && <Reasons reasons={refused} />}
      <div className="row">
        <Button kind="primary" busy={busy} disabled={answers.length === 0} onClick={save}>
          {t('packet.save')}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t('packet.cancel')}
        </Button>
      </div>
    </div>
  )
}
