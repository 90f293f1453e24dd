import { isZero, signOf, sub, sum } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { termsText } from '#kernel/terms.text.ts'
import { gateNames, planOf, type Terms, type Total, termProblems } from '#kernel/terms.ts'
import { usualTerms } from '#kernel/termsSaid.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { FieldRow } from './FieldRow.tsx'
import { Money } from './Money.tsx'
import { TermRow } from './TermsRow.tsx'
import { draftOf, reasonsAt, type TermsDraft, termsIn, withChange, withoutRow, withRow } from './termsDraft.ts'
import { useText } from './useText.tsx'
import { Reasons } from './WhyNot.tsx'
import './Terms.css'

type Props = {
  readonly draft: TermsDraft
  readonly total: Total
  /** What the server refused; what is wrong already is seen here without asking it. */
  readonly refused: readonly Reason[]
  readonly onChange: (draft: TermsDraft) => void
}

/** Instalments that add up while one writes them, and how much must be in before each step. */
export function TermsEditor({ draft, total, refused, onChange }: Props) {
  const t = useText(termsText)
  const terms = termsIn(draft)
  const { amounts } = planOf(terms, total)
  const reasons = refused.length > 0 ? refused : termProblems(terms, total)
  const atRows = draft.rows.map((_, i) => reasonsAt(reasons, i))
  const loose = reasons.filter(one => !atRows.some(row => row.includes(one)) && !one.path?.startsWith('terms.gates'))
  const last = draft.rows.length - 1
  return (
    <div className="termedit">
      <Preset terms={terms} onChange={usual => onChange(draftOf(usual))} />
      <ol className="termrows">
        {draft.rows.map((row, i) => (
          <TermRow
            key={row.key}
            row={row}
            at={i}
            isLast={i === last}
            amount={amounts[i]}
            currency={total.currency}
            reasons={atRows[i] ?? []}
            onPut={change => onChange(withChange(draft, i, change))}
            onRemove={() => onChange(withoutRow(draft, i))}
            onUp={i > 0 && row.size !== 'rest' ? () => onChange(swapped(draft, i)) : undefined}
          />
        ))}
      </ol>
      <div className="row wrap">
        <Button size="sm" icon="plus" onClick={() => onChange(withRow(draft))}>
          {t('terms.add')}
        </Button>
        <span className="grow" />
        {draft.rows.length > 0 && <Covered amounts={amounts} total={total} />}
      </div>
      {loose.length > 0 && <Reasons reasons={loose} />}
      <Gates draft={draft} reasons={reasons} onChange={onChange} />
    </div>
  )
}

const swapped = ({ rows, gates }: TermsDraft, at: number): TermsDraft => {
  const [moved] = rows.slice(at, at + 1)
  return { rows: moved ? rows.toSpliced(at, 1).toSpliced(at - 1, 0, moved) : rows, gates }
}

const presets = Object.keys(usualTerms) as (keyof typeof usualTerms)[] // the keys of a constant
const preset: Field = {
  key: 'preset',
  label: termsText['terms.preset'],
  kind: 'choice',
  required: true,
  choices: presets.map(value => ({ value, label: termsText[`terms.preset.${value}`] })),
}

/** Says which of the usual terms these are, and turns them into another. */
function Preset({ terms, onChange }: { terms: Terms; onChange: (usual: Terms) => void }) {
  const now = presets.find(name => JSON.stringify(draftless(usualTerms[name])) === JSON.stringify(draftless(terms)))
  return (
    <FieldRow
      field={preset}
      size="small"
      value={now ?? null}
      onChange={value => {
        const chosen = presets.find(name => name === value)
        if (chosen) onChange(usualTerms[chosen])
      }}
    />
  )
}

/** The same terms always the same text, in whatever order their keys were written. */
const draftless = (terms: Terms): Terms => termsIn(draftOf(terms))

function Covered({ amounts, total: { gross, currency } }: { amounts: readonly string[]; total: Total }) {
  const t = useText(termsText)
  const left = sub(gross, sum(amounts))
  return (
    <span className={isZero(left) ? 'termsum ok' : 'termsum open'} aria-live="polite">
      {t('terms.covers')}{' '}
      <b>
        <Money amount={sum(amounts)} currency={currency} />
      </b>
      {!isZero(left) && (
        <>
          {' · '}
          {t(signOf(left) > 0 ? 'terms.left' : 'terms.over')}{' '}
          <Money amount={left.replace('-', '')} currency={currency} />
        </>
      )}
    </span>
  )
}

const gateFields: readonly Field[] = gateNames.map(key => ({
  key,
  label: termsText[`terms.gate.${key}`],
  kind: 'number',
  scale: 4,
}))

function Gates({ draft, reasons, onChange }: Pick<Props, 'draft' | 'onChange'> & { reasons: readonly Reason[] }) {
  const t = useText(termsText)
  return (
    <fieldset className="termgates">
      <legend>{t('terms.gates')}</legend>
      <p className="t3">{t('terms.gatesSay')}</p>
      {gateFields.map(field => (
        <FieldRow
          key={field.key}
          field={field}
          size="small"
          value={Reflect.get(draft.gates, field.key)}
          reasons={reasons.filter(one => one.path === `terms.gates.${field.key}`)}
          onChange={value => onChange({ ...draft, gates: { ...draft.gates, [field.key]: String(value ?? '') } })}
        />
      ))}
    </fieldset>
  )
}
