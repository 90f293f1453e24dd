import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fileApi } from '#features/file/file.api.ts'
import { client } from '#kernel/api.ts'
import { Button } from '#ui/Button.tsx'
import { CardPick } from '#ui/CardPick.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Tag } from '#ui/Marks.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Slot, type SlotProps } from '#ui/Slot.tsx'
import { send } from '#ui/send.ts'
import { useCard } from '#ui/useCard.ts'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { contactApi } from '../contact.api.ts'
import { contactEntity } from '../contact.entity.ts'
import type { Contact, NewContact } from '../contact.schema.ts'
import { contactText } from '../contact.text.ts'

const contactCalls = client(contactApi, send)
const fileCalls = client(fileApi, send)

/** The people of a customer, on the customer's page. */
export function ContactsPart({ id: customerId }: SlotProps) {
  const t = useText(contactText)
  const session = useSession()
  const [open, setOpen] = useState<Contact | 'new'>()
  const filter = JSON.stringify({ field: 'customerId', op: 'is', value: customerId })
  const contacts = useQuery({
    queryKey: ['contact', 'list', customerId],
    queryFn: () => contactCalls.list({ filter, limit: 100 }),
  })
  return (
    <section className="card">
      <header>
        <h2>{t('contact.list')}</h2>
        <span className="grow" />
        {mayDo(session, 'contact.create') && (
          <Button size="sm" icon="plus" onClick={() => setOpen('new')}>
            {t('contact.add')}
          </Button>
        )}
      </header>
      <div className="body">
        {contacts.isPending && <RowsSkeleton rows={1} />}
        {contacts.data?.items.length === 0 && <p className="t3">{t('contact.none')}</p>}
        <ul className="plain">
          {contacts.data?.items.map(contact => (
            <ContactLine key={contact.id} contact={contact} onOpen={() => setOpen(contact)} />
          ))}
        </ul>
      </div>
      <Sheet
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={t(open === 'new' ? 'contact.title.new' : 'contact.edit')}
      >
        {open && (
          <ContactForm
            customerId={customerId}
            contact={open === 'new' ? undefined : open}
            onDone={() => setOpen(undefined)}
          />
        )}
      </Sheet>
    </section>
  )
}

function ContactLine({ contact, onOpen }: { contact: Contact; onOpen: () => void }) {
  const t = useText(contactText)
  return (
    <li className="row">
      <button type="button" className="link" onClick={onOpen}>
        {contact.name}
      </button>
      {contact.isPrimary && <Tag tone="acc">{t('contact.primary')}</Tag>}
      <span className="t3 grow cut">{contact.title}</span>
      {contact.phone && (
        <a className="link nw" href={`tel:${contact.phone}`}>
          {contact.phone}
        </a>
      )}
    </li>
  )
}

type FormProps = { readonly customerId: string; readonly contact: Contact | undefined; readonly onDone: () => void }

function ContactForm({ customerId, contact, onDone }: FormProps) {
  const queries = useQueryClient()
  const session = useSession()
  const { card, setCard, keep } = useCard()
  const entity = useEntity(contactEntity)
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const draft = body as Partial<NewContact> // the form offers the entity's fields; the server checks every one
    if (contact) await contactCalls.edit({ ...draft, id: contact.id, ...(version !== undefined && { version }) })
    else {
      const { id } = await contactCalls.create({ ...draft, name: draft.name ?? '', customerId })
      await keep(file => fileCalls.add({ entity: 'contact', recordId: id, kind: 'card', file }))
    }
    await queries.invalidateQueries({ queryKey: ['contact'] })
  }
  return (
    <>
      {!contact && mayDo(session, 'file.create') && <CardPick card={card} onCard={setCard} />}
      <RecordForm
        fields={formFields(entity).filter(field => field.key !== 'customerId')}
        record={contact ?? {}}
        {...(contact && { version: contact.version })}
        draftKey={`contact:${contact?.id ?? `new:${customerId}`}`}
        onSave={save}
        onDone={onDone}
        onCancel={onDone}
      />
      {contact && <Slot name="files" entity="contact" id={contact.id} />}
    </>
  )
}
