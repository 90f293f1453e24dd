import type { Reason } from '#kernel/refusal.ts'
import { termsText } from '#kernel/terms.text.ts'
import { instalmentEvents, instalmentKinds } from '#kernel/terms.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { FieldRow } from './FieldRow.tsx'
import { Money } from './Money.tsx'
import type { TermRow as Row } from './termsDraft.ts'
import { useText } from './useText.tsx'
import { Reasons } from './WhyNot.tsx'

type Props = {
  readonly row: Row
  readonly at: number
  readonly isLast: boolean
  readonly amount: string | undefined
  readonly currency: string
  readonly reasons: readonly Reason[]
  readonly onPut: (change: Partial<Row>) => void
  readonly onRemove: () => void
  readonly onUp: (() => void) | undefined
}

/** One instalment: a line of the table on a desk, a card on a phone. */
export function TermRow({ row, at, isLast, amount, currency, reasons, onPut, onRemove, onUp }: Props) {
  const t = useText(termsText)
  const no = { row: at + 1 }
  return (
    <li className={reasons.length > 0 ? 'termrow bad' : 'termrow'}>
      <header>
        <b className="b">{t('terms.row', no)}</b>
        <span className="grow" />
        <b className="sum">
          <Money amount={amount} currency={currency} />
        </b>
        <Button
          kind="text"
          size="sm"
          icon="up"
          disabled={!onUp}
          aria-label={t('terms.up', no)}
          onClick={() => onUp?.()}
        />
        <Button kind="text" size="sm" icon="trash" aria-label={t('terms.remove', no)} onClick={onRemove} />
      </header>
      <div className="fields">
        {fieldsFor(row, isLast).map(field => (
          <FieldRow
            key={field.key}
            field={field}
            size="small"
            value={Reflect.get(row, field.key) || null}
            onChange={value => onPut({ [field.key]: value === null || value === undefined ? '' : String(value) })}
          />
        ))}
      </div>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
    </li>
  )
}

/** What can be said of this instalment: only the fields that mean something for it. */
function fieldsFor({ size, on, delay }: Row, isLast: boolean): Field[] {
  const isPutOff = on !== 'date' && on !== 'beforeShipping'
  const sizes = isLast || size === 'rest' ? (['percent', 'amount', 'rest'] as const) : (['percent', 'amount'] as const)
  const all: (Field | false)[] = [
    fields.kind,
    { ...fields.size, choices: sizes.map(value => ({ value, label: termsText[`terms.size.${value}`] })) },
    size !== 'rest' && { ...fields.value, scale: size === 'percent' ? 4 : 6 },
    fields.on,
    on === 'date' && fields.date,
    isPutOff && fields.delay,
    isPutOff && delay === 'months' && fields.months,
    isPutOff && delay !== 'none' && { ...fields.days, required: delay === 'days' },
  ]
  return all.filter(field => field !== false)
}

// biome-ignore format: a table
const fields = {
  kind:   { key: 'kind', label: termsText['terms.what'], kind: 'choice', required: true, choices: instalmentKinds.map(value => ({ value, label: termsText[`terms.kind.${value}`] })) },
  size:   { key: 'size', label: termsText['terms.size'], kind: 'choice', required: true },
  value:  { key: 'value', label: termsText['terms.value'], kind: 'number', required: true },
  on:     { key: 'on', label: termsText['terms.when'], kind: 'choice', required: true, choices: instalmentEvents.map(value => ({ value, label: termsText[`terms.on.${value}`] })) },
  date:   { key: 'date', label: termsText['terms.date'], kind: 'date', required: true },
  delay:  { key: 'delay', label: termsText['terms.delay'], kind: 'choice', required: true, choices: (['none', 'days', 'months'] as const).map(value => ({ value, label: termsText[`terms.delay.${value}`] })) },
  months: { key: 'months', label: termsText['terms.monthCount'], kind: 'number', scale: 0 },
  days:   { key: 'days', label: termsText['terms.dayCount'], kind: 'number', scale: 0 },
} as const satisfies Record<string, Field>
