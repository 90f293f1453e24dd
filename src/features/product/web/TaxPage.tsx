import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { cmp } from '#kernel/money.ts'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { Day } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { TaxRate } from '../product.schema.ts'
import { taxText } from '../tax.text.ts'
import { TaxDefaultsPart } from './TaxDefaultsPart.tsx'
import { productCalls } from './useProductCalls.ts'

/** Rates with the days they hold, and how new documents are taxed. */
export function TaxPage() {
  const t = useText(taxText)
  const list = useQuery({ queryKey: ['taxRate', 'list'], queryFn: () => productCalls.taxRates({}) })
  return (
    <div className="stack">
      <PageTop title={t('tax.title')} back={{ label: t('tax.settings'), href: '/settings' }} />
      <TaxDefaultsPart />
      {list.error && <Problem error={list.error} onRetry={() => list.refetch()} />}
      {list.isPending && <Skeleton shape="list" />}
      {list.data && <Rates rates={list.data.rates} />}
    </div>
  )
}

const sorted = (rates: readonly TaxRate[]): TaxRate[] =>
  rates.toSorted((a, b) => cmp(b.percent, a.percent) || (a.validFrom < b.validFrom ? -1 : 1))

function Rates({ rates }: { rates: readonly TaxRate[] }) {
  const t = useText(taxText)
  const queries = useQueryClient()
  const [open, setOpen] = useState<TaxRate | 'new'>()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const save = async (next: readonly TaxRate[]) => {
    await productCalls.setTaxRates({ rates: sorted(next) })
    await queries.invalidateQueries({ queryKey: ['taxRate'] })
  }
  const remove = (gone: TaxRate) =>
    save(rates.filter(one => one !== gone))
      .then(() => setRefused([]))
      .catch((error: unknown) => setRefused(reasonsOf(error)))
  return (
    <section className="card">
      <header>
        <h2>{t('tax.rates')}</h2>
        <p className="t2 grow dk">{t('tax.ratesSay')}</p>
        <Button icon="plus" onClick={() => setOpen('new')}>
          {t('tax.add')}
        </Button>
      </header>
      {refused.length > 0 && (
        <div className="body">
          <Reasons reasons={refused} />
        </div>
      )}
      <table className="tbl wide">
        <tbody>
          {sorted(rates).map(rate => (
            <RateRow
              key={`${rate.percent} ${rate.validFrom}`}
              rate={rate}
              onEdit={() => setOpen(rate)}
              onRemove={() => remove(rate)}
            />
          ))}
        </tbody>
      </table>
      {open && (
        <RateSheet
          rate={open === 'new' ? undefined : open}
          all={rates}
          onSave={save}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  )
}

type RowProps = { readonly rate: TaxRate; readonly onEdit: () => void; readonly onRemove: () => void }

function RateRow({ rate, onEdit, onRemove }: RowProps) {
  const t = useText(taxText)
  const label = useLabel()
  const today = useToday()
  const { percent, validFrom, validUntil } = rate
  return (
    <tr>
      <td>
        <b className="b">{label(rate.label)}</b>
        <div className="t3">
          {t('tax.since')} <Day day={validFrom} />{' '}
          {validUntil && (
            <>
              {t('tax.to')} <Day day={validUntil} />
            </>
          )}
        </div>
      </td>
      <td>
        {validFrom > today && <Tag tone="warm">{t('tax.later')}</Tag>}
        {validUntil && validUntil < today && <Tag>{t('tax.over')}</Tag>}
      </td>
      <td className="num nw">{percent}%</td>
      <td className="num nw">
        <Button kind="text" icon="edit" aria-label={t('tax.edit', { percent })} onClick={onEdit} />
        <Button kind="text" icon="trash" aria-label={t('tax.remove', { percent })} onClick={onRemove} />
      </td>
    </tr>
  )
}

// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'percent', label: taxText['tax.percent'], kind: 'number', scale: 4, required: true },
  { key: 'zh', label: taxText['tax.nameZh'], kind: 'text', required: true, maxLength: 60 },
  { key: 'en', label: taxText['tax.nameEn'], kind: 'text', required: true, maxLength: 60 },
  { key: 'validFrom', label: taxText['tax.from'], kind: 'date', required: true },
  { key: 'validUntil', label: taxText['tax.until'], kind: 'date' },
]

type SheetProps = {
  readonly rate: TaxRate | undefined
  readonly all: readonly TaxRate[]
  readonly onSave: (next: readonly TaxRate[]) => Promise<void>
  readonly onClose: () => void
}

function RateSheet({ rate, all, onSave, onClose }: SheetProps) {
  const t = useText(taxText)
  const tell = useToast()
  const today = useToday()
  const record = rate ? { ...rate, ...rate.label } : { validFrom: today }
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const given = { ...record, ...body } as TaxRate & Record<'en' | 'zh', string> // the form's own fields; the server checks every one
    const { percent, validFrom, validUntil = null, en, zh } = given
    const next: TaxRate = { percent, validFrom, validUntil, label: { en, zh } }
    await onSave([...all.filter(one => one !== rate), next]).catch((error: unknown) => {
      // the server names the row of the set: this form is that row
      throw error instanceof Refusal
        ? new Refusal(error.reasons.map(({ key, values }) => ({ key, ...(values && { values }) })))
        : error
    })
    tell(t('tax.saved'))
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={rate ? t('tax.editRate') : t('tax.add')}>
      <RecordForm
        fields={fields}
        record={record}
        draftKey={`taxRate:${rate ? `${rate.percent}:${rate.validFrom}` : 'new'}`}
        onSave={save}
        onCancel={onClose}
      />
    </Sheet>
  )
}
