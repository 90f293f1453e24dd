import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fileApi } from '#features/file/file.api.ts'
import { client } from '#kernel/api.ts'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import { CardPick } from '#ui/CardPick.tsx'
import { Link } from '#ui/Link.tsx'
import { ReasonCard } from '#ui/ReasonCard.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { send } from '#ui/send.ts'
import { useCard } from '#ui/useCard.ts'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { leadEntity } from '../lead.entity.ts'
import type { Lead, LeadDuplicate, NewLead } from '../lead.schema.ts'
import { leadText } from '../lead.text.ts'
import { leadCalls } from './useLead.ts'

const fileCalls = client(fileApi, send)

type Props = { readonly lead?: Lead; readonly onDone: (id: string) => void; readonly onCancel: () => void }

/** A new lead is asked for little; the rest comes with the first call. An owner changes by a move, never here. */
const onlyLater = new Set(['nextStep', 'nextStepAt'])

export function LeadForm({ lead, onDone, onCancel }: Props) {
  const session = useSession()
  const t = useText(leadText)
  const queries = useQueryClient()
  const entity = useEntity(leadEntity)
  const [similar, setSimilar] = useState<readonly LeadDuplicate[]>()
  const [held, setHeld] = useState<readonly Reason[]>([])
  const mayGive = mayDo(session, 'lead.assign')
  const { card, setCard, keep } = useCard()
  const fields = formFields(entity).filter(({ key }) =>
    key === 'ownerId' ? !lead && mayGive : lead || !onlyLater.has(key),
  )

  const create = async (draft: NewLead) => {
    if (!similar) {
      const { company, phone, email, productLine } = draft
      const { duplicates, held: others } = await leadCalls.similar({
        ...(company && { company }),
        ...(phone && { phone }),
        ...(email && { email }),
        ...(productLine && { productLine }),
      })
      setSimilar(duplicates)
      setHeld(others)
      // said once; a second save means it
      if (duplicates.length > 0) throw new Refusal('lead.similarSay')
      if (others.length > 0) throw new Refusal('lead.heldSay')
    }
    const { id } = await leadCalls.create(draft)
    await keep(file => fileCalls.add({ entity: 'lead', recordId: id, kind: 'card', file }))
    return id
  }
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const edited = lead && (await leadCalls.edit({ id: lead.id, ...body, ...(version !== undefined && { version }) }))
    const id = edited?.id ?? (await create(body as NewLead)) // the form offers the entity's fields; the server checks every one
    await queries.invalidateQueries({ queryKey: ['lead'] })
    onDone(id)
  }
  return (
    <div className="stack">
      <ReasonCard title={t('lead.held')} reasons={held} />
      <Similar list={similar ?? []} />
      {!lead && mayDo(session, 'file.create') && <CardPick card={card} onCard={setCard} />}
      <RecordForm
        fields={fields}
        sections={entity.form}
        record={lead ?? {}}
        {...(lead && { version: lead.version })}
        draftKey={`lead:${lead?.id ?? 'new'}`}
        onSave={save}
        onCancel={onCancel}
      />
    </div>
  )
}

const paths = { lead: '/leads', customer: '/customers' } as const

function Similar({ list }: { list: readonly LeadDuplicate[] }) {
  const t = useText(leadText)
  if (list.length === 0) return null
  return (
    <aside className="card" role="alert">
      <header>
        <h2>{t('lead.similar')}</h2>
      </header>
      <ul className="body plain">
        {list.map(one => (
          <li key={one.id} className="row">
            {one.entity === 'contact' ? (
              <span className="cut">{one.title}</span>
            ) : (
              <Link className="link cut" href={`${paths[one.entity]}/${one.id}`}>
                {one.title}
              </Link>
            )}
            <span className="t3 nw">{t(`lead.why.${one.why}`)}</span>
          </li>
        ))}
      </ul>
    </aside>
  )
}
