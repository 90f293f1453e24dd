import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { handOverApi } from '#journeys/handOver.api.ts'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { Link, useGo, usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { HandoverBody, HandoverPreview } from '../handover.schema.ts'
import { handoverText } from '../handover.text.ts'
import { CountList, OwedList } from './HandoverParts.tsx'
import './People.css'

export const handoverCalls = client(handOverApi, send)
const kinds = ['customer', 'lead', 'deal', 'order', 'service', 'work', 'setup'] as const

const personField = (key: string, label: Field['label']): Field => ({ key, label, kind: 'user', refEntity: 'user' })
const leaver = personField('person', handoverText['handover.title'])
const taker = personField('to', handoverText['handover.to'])
const customer: Field = {
  key: 'customer',
  label: handoverText['handover.addCustomers'],
  kind: 'reference',
  refEntity: 'customer',
}
const note: Field = { key: 'note', label: handoverText['handover.note'], kind: 'longText', maxLength: 2000 }

type Draft = {
  readonly person: string | null
  readonly to: string | null
  readonly kinds: Readonly<Record<string, string | null>>
  readonly customers: readonly string[]
  readonly customersTo: string | null
  readonly finished: boolean
  readonly deactivate: boolean
  readonly note: string | null
}

function bodyOf(draft: Draft): HandoverBody {
  const own = Object.entries(draft.kinds).flatMap(([kind, id]) => (id ? [[kind, id] as const] : []))
  const { customersTo } = draft
  return {
    to: draft.to ?? '',
    ...(own.length > 0 && { kinds: Object.fromEntries(own) }),
    ...(customersTo &&
      draft.customers.length > 0 && { customers: draft.customers.map(id => ({ id, to: customersTo })) }),
    finished: draft.finished,
    deactivate: draft.deactivate,
    note: draft.note,
  }
}

const said = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Who leaves, who takes what; looked at first, then all of it at once. */
export function HandoverPage() {
  const t = useText(handoverText)
  const go = useGo()
  const queries = useQueryClient()
  const person = new URLSearchParams(usePlace().search).get('person')
  const [draft, setDraft] = useState<Draft>({
    ...{ person, to: null, kinds: {}, customers: [], customersTo: null },
    ...{ finished: false, deactivate: true, note: null },
  })
  const [found, setFound] = useState<HandoverPreview>()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const put = (change: Partial<Draft>) => {
    setDraft({ ...draft, ...change })
    setFound(undefined)
  }
  const run = async (work: (id: string) => Promise<void>) => {
    setReasons([])
    setBusy(true)
    try {
      if (draft.person && draft.to) await work(draft.person)
      else setReasons([{ key: 'handover.unfit' }])
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  const look = () =>
    run(async id => {
      const preview = await handoverCalls.previewHandover({ id, ...bodyOf(draft) })
      setFound(preview)
      setReasons(preview.reasons)
    })
  const hand = () =>
    run(async id => {
      const made = await handoverCalls.handOver({ id, ...bodyOf(draft) })
      await queries.invalidateQueries()
      go(`/settings/handover/${made.id}`)
    })
  return (
    <div className="stack">
      <PageTop title={t('handover.title')} back={{ label: t('handover.back'), href: '/settings/people' }} />
      <section className="card">
        <div className="body stack">
          <Takers draft={draft} onPut={put} />
          {reasons.length > 0 && <Reasons reasons={reasons} />}
          <div className="row">
            <Button busy={busy} onClick={look}>
              {t('handover.look')}
            </Button>
            {found && found.reasons.length === 0 && (
              <Button kind="primary" busy={busy} onClick={hand}>
                {t('handover.go')}
              </Button>
            )}
          </div>
        </div>
      </section>
      {found && <CountList counts={found.counts} />}
      {found && <OwedList promises={found.promises} />}
      <Reports />
    </div>
  )
}

type TakersProps = { readonly draft: Draft; readonly onPut: (change: Partial<Draft>) => void }

function Takers({ draft, onPut }: TakersProps) {
  const t = useText(handoverText)
  return (
    <>
      <div className="handgrid">
        <FieldRow field={leaver} value={draft.person} onChange={value => onPut({ person: said(value) })} />
        <FieldRow field={taker} value={draft.to} onChange={value => onPut({ to: said(value) })} />
      </div>
      <p className="t2">{t('handover.awaySay')}</p>
      <details>
        <summary>{t('handover.else')}</summary>
        <div className="handgrid">
          {kinds.map(kind => (
            <FieldRow
              key={kind}
              field={personField(kind, handoverText[`handover.kind.${kind}`])}
              size="small"
              value={draft.kinds[kind] ?? null}
              onChange={value => onPut({ kinds: { ...draft.kinds, [kind]: said(value) } })}
            />
          ))}
        </div>
      </details>
      <details>
        <summary>{t('handover.customers')}</summary>
        <p className="t2">{t('handover.customersSay')}</p>
        <div className="handgrid">
          <FieldRow
            field={personField('customersTo', handoverText['handover.taker'])}
            size="small"
            value={draft.customersTo}
            onChange={value => onPut({ customersTo: said(value) })}
          />
          {[...draft.customers, ''].map((id, i) => (
            <FieldRow
              key={id || 'next'}
              field={customer}
              size="small"
              value={id || null}
              onChange={value => {
                const next = said(value)
                onPut({ customers: draft.customers.toSpliced(i, 1, ...(next ? [next] : [])) })
              }}
            />
          ))}
        </div>
      </details>
      {(['finished', 'deactivate'] as const).map(key => (
        <label key={key} className="row">
          <input type="checkbox" checked={draft[key]} onChange={event => onPut({ [key]: event.target.checked })} />
          {t(`handover.${key}`)}
        </label>
      ))}
      <FieldRow field={note} value={draft.note} onChange={value => onPut({ note: said(value) })} />
    </>
  )
}

function Reports() {
  const t = useText(handoverText)
  const reports = useQuery({ queryKey: ['user', 'handovers'], queryFn: () => handoverCalls.handovers({}) })
  if (!reports.data || reports.data.items.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{t('handover.reports')}</h2>
      </header>
      <div className="body">
        {reports.data.items.map(one => (
          <p key={one.id} className="row">
            <Link className="link" href={`/settings/handover/${one.id}`}>
              {one.userName}
            </Link>
            <small className="t3">
              <When at={one.at} />
            </small>
            {one.byName && <small className="t3">{t('handover.by', { name: one.byName })}</small>}
          </p>
        ))}
      </div>
    </section>
  )
}
