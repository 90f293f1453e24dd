import { Button } from '#ui/Button.tsx'
import { useText } from '#ui/useText.tsx'
import type { SigningMail } from '../mail.schema.ts'
import { contractMailText } from '../mail.text.ts'

export type Receiver = { readonly contactId: string | null; readonly name: string; readonly email: string }
type Props = {
  readonly mail: SigningMail
  readonly to: Receiver
  readonly onChange: (to: Receiver) => void
  readonly onNext: () => void
}

/** One of the customer's people, with the address that is known of them; or anybody by name and address. */
export function ReceiverForm({ mail: { people }, to, onChange, onNext }: Props) {
  const t = useText(contractMailText)
  const choose = (contactId: string) => {
    const found = people.find(one => one.id === contactId)
    onChange({ contactId: found?.id ?? null, name: found?.name ?? '', email: found?.email ?? '' })
  }
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        onNext()
      }}
    >
      <label className="contractfield">
        {t('contract.mail.to')}
        <select className="inp" value={to.contactId ?? ''} onChange={event => choose(event.target.value)}>
          {people.map(one => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
          <option value="">{t('contract.mail.other')}</option>
        </select>
      </label>
      <label className="contractfield">
        {t('contract.mail.name')}
        <input
          className="inp"
          required
          maxLength={100}
          value={to.name}
          onChange={event => onChange({ ...to, name: event.target.value })}
        />
      </label>
      <label className="contractfield">
        {t('contract.mail.email')}
        <input
          className="inp"
          type="email"
          required
          maxLength={254}
          value={to.email}
          onChange={event => onChange({ ...to, email: event.target.value })}
        />
      </label>
      <div className="row">
        <Button kind="primary" type="submit">
          {t('contract.mail.next')}
        </Button>
      </div>
    </form>
  )
}
