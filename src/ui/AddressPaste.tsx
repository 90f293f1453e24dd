import { useState } from 'react'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { type AddressParts, regionApi } from '#meta/region.api.ts'
import { Button } from './Button.tsx'
import { isBlank } from './kinds/kind.ts'
import { reasonsOf } from './problems.ts'
import './Region.css'
import { regionText } from './region.text.ts'
import { Sheet } from './Sheet.tsx'
import { SheetFoot } from './SheetFoot.tsx'
import { send } from './send.ts'
import { useLabel, useText } from './useText.tsx'
import { Reasons } from './WhyNot.tsx'

const calls = client(regionApi, send)

type Props = {
  fields: readonly Field[]
  valueAt: (field: Field) => unknown
  onUse: (values: readonly (readonly [Field, string])[]) => void
  onClose: () => void
}

type Part = { readonly field: Field; readonly text: string; readonly was: string }

/** What came in a chat as one text, in the fields of this form: shown first, then put in. */
export function AddressPaste({ fields, valueAt, onUse, onClose }: Props) {
  const t = useText(regionText)
  const [text, setText] = useState('')
  const [read, setRead] = useState<AddressParts>()
  const [without, setWithout] = useState<readonly string[]>([])
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const { parts, left } = partsOf(fields, valueAt, read)
  const split = async () => {
    try {
      setReasons([])
      setWithout([])
      setRead(await calls.readAddress({ text }))
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  const use = async () => {
    onUse(parts.filter(({ field }) => !without.includes(field.key)).map(one => [one.field, one.text]))
    onClose()
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('address.paste')}
      footer={parts.length > 0 && <SheetFoot label={t('address.use')} onGo={use} onClose={onClose} />}
    >
      <div className="stack">
        <p className="t2">{t('address.say')}</p>
        <textarea
          className="inp address-text"
          rows={4}
          maxLength={1000}
          aria-label={t('address.text')}
          placeholder={t('address.sample')}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <Reasons reasons={reasons} />
        <div>
          <Button disabled={text.trim() === ''} onClick={split}>
            {t('address.split')}
          </Button>
        </div>
        {read && parts.length === 0 && <p role="status">{t('address.nothing')}</p>}
        {parts.length > 0 && (
          <Found
            parts={parts}
            without={without}
            onToggle={key => setWithout(old => (old.includes(key) ? old.filter(one => one !== key) : [...old, key]))}
          />
        )}
        {left.length > 0 && <p className="t3">{t('address.left', { what: left.join(', ') })}</p>}
      </div>
    </Sheet>
  )
}

type FoundProps = { parts: readonly Part[]; without: readonly string[]; onToggle: (key: string) => void }

function Found({ parts, without, onToggle }: FoundProps) {
  const t = useText(regionText)
  const label = useLabel()
  return (
    <fieldset className="address-found" aria-label={t('address.found')}>
      {parts.map(({ field, text, was }) => (
        <label key={field.key} className="row tight">
          <input type="checkbox" checked={!without.includes(field.key)} onChange={() => onToggle(field.key)} />
          <span className="t2 address-name">{label(field.label)}</span>
          <span className="grow">
            {text}
            {was !== '' && was !== text && <small className="t3"> {t('address.instead', { was })}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** A form of a company is named by it, one of a person by the person. */
function partsOf(
  fields: readonly Field[],
  valueAt: (field: Field) => unknown,
  read: AddressParts | undefined,
): { parts: Part[]; left: string[] } {
  const { name, company, ...rest } = read ?? noParts
  const ofPerson = fields.some(field => field.key === 'company')
  const given = ofPerson ? { ...rest, name, company } : { ...rest, name: company }
  const parts: Part[] = []
  const left: string[] = ofPerson || !name ? [] : [name]
  for (const [key, text] of Object.entries(given)) {
    if (!text) continue
    const field = fields.find(one => one.key === key)
    const old = field && valueAt(field)
    if (field) parts.push({ field, text, was: isBlank(old) ? '' : String(old) })
    else left.push(text)
  }
  return { parts, left }
}

const noParts: AddressParts = { region: null, address: null, postalCode: null, name: null, company: null, phone: null }
