import { useId } from 'react'
import type { Field } from '#meta/entity.ts'
import { pathOf } from '#ui/kinds/kind.ts'
import { kindOf } from '#ui/kinds/registry.tsx'
import { useEntity } from '#ui/useEntity.ts'
import { useText } from '#ui/useText.tsx'
import { followupEntity } from '../followup.entity.ts'
import { followupText } from '../followup.text.ts'
import { askable } from '../logging.rules.ts'
import type { KindAsks } from '../logging.schema.ts'
import { loggingText } from '../logging.text.ts'

type Props = { readonly kinds: readonly KindAsks[]; readonly onChange: (kinds: KindAsks[]) => void }

/** Each kind on its line: whether it is in use, and what it asks for. */
export function Kinds({ kinds, onChange }: Props) {
  const t = useText(loggingText)
  const say = useText(followupText)
  const choices = useAskable()
  const id = useId()
  const { Edit: Choose } = kindOf('multiChoice')
  const put = (kind: KindAsks['kind'], change: Partial<KindAsks>) =>
    onChange(kinds.map(one => (one.kind === kind ? { ...one, ...change } : one)))
  return (
    <ul className="plain kindrows">
      <li className="row t2 kindhead" aria-hidden="true">
        <span className="kindname">{t('logging.inUse')}</span>
        <span>{t('logging.asks')}</span>
      </li>
      {kinds.map(({ kind, shown, required }) => {
        const name = say(`followup.kind.${kind}`)
        const asks: Field = {
          key: `${kind}.required`,
          label: loggingText['logging.required'],
          kind: 'multiChoice',
          choices,
        }
        return (
          <li key={kind} className="row">
            <label className="row kindname">
              <input
                type="checkbox"
                checked={shown}
                disabled={kind === 'note'}
                aria-label={t('logging.shown', { kind: name })}
                onChange={event => put(kind, { shown: event.target.checked })}
              />
              {name}
            </label>
            <fieldset className="grow" aria-label={t('logging.required', { kind: name })} disabled={!shown}>
              <label className="vh" htmlFor={`${id}-${kind}`}>
                {t('logging.required', { kind: name })}
              </label>
              <Choose
                id={`${id}-${kind}`}
                field={asks}
                value={required}
                onChange={value => put(kind, { required: Array.isArray(value) ? value.map(String) : [] })}
              />
            </fieldset>
          </li>
        )
      })}
    </ul>
  )
}

/** Built-in ones in their order, then the organisation's own. */
function useAskable(): NonNullable<Field['choices']> {
  const { fields } = useEntity(followupEntity)
  const named: Partial<Record<(typeof askable)[number], Field['label']>> = {
    needs: loggingText['logging.needs'],
    nextStep: loggingText['logging.nextStep'],
    checkIn: loggingText['logging.checkIn'],
  }
  const built = askable.flatMap(value => {
    const label = named[value] ?? fields.find(one => one.key === value)?.label
    return label ? [{ value, label }] : []
  })
  return [...built, ...fields.filter(one => one.custom).map(one => ({ value: pathOf(one), label: one.label }))]
}
