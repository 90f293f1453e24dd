import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useNumber } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { Day } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Rate } from '../deal.schema.ts'
import { rateText } from '../rate.text.ts'
import { dealCalls } from './useDealCalls.ts'

/** Dated rates, the newest of each currency first; the one that holds today is marked. */
export function RatesPage() {
  const t = useText(rateText)
  const { org } = useSession()
  const queries = useQueryClient()
  const [open, setOpen] = useState<Partial<Rate>>()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const rates = useQuery({ queryKey: ['currencyRate', 'list'], queryFn: () => dealCalls.rates({}) })
  if (rates.error) return <Problem error={rates.error} onRetry={() => rates.refetch()} />
  if (!rates.data) return <Skeleton shape="list" />
  const { items } = rates.data
  const add = (
    <Button kind="primary" icon="plus" onClick={() => setOpen({})}>
      {t('rate.add')}
    </Button>
  )
  const remove = async ({ currency, onDate }: Rate) => {
    try {
      queries.setQueryData(['currencyRate', 'list'], await dealCalls.removeRate({ currency, onDate }))
      setRefused([])
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return (
    <>
      <PageTop title={t('rate.title')} back={{ label: t('rate.settings'), href: '/settings' }} />
      <section className="card">
        <header>
          <p className="t2 grow">{t('rate.sayLong', { currency: org.currency })}</p>
          {items.length > 0 && add}
        </header>
        {refused.length > 0 && (
          <div className="body">
            <Reasons reasons={refused} />
          </div>
        )}
        {items.length === 0 && <Empty title={t('rate.none')} say={t('rate.noneSay')} action={add} />}
        <RateTable rates={items} onEdit={setOpen} onRemove={remove} />
      </section>
      {open && <RateSheet rate={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

type TableProps = {
  readonly rates: readonly Rate[]
  readonly onEdit: (rate: Rate) => void
  readonly onRemove: (rate: Rate) => void
}

function RateTable({ rates, onEdit, onRemove }: TableProps) {
  const t = useText(rateText)
  const number = useNumber()
  const { org } = useSession()
  const today = useToday()
  const holding = (rate: Rate) => rates.find(one => one.currency === rate.currency && one.onDate <= today) === rate
  return (
    <table className="tbl wide">
      <tbody>
        {rates.map(rate => {
          const { currency, onDate } = rate
          const words = { currency, date: onDate }
          return (
            <tr key={`${currency} ${onDate}`}>
              <td>
                <b className="b">{currency}</b> <Day day={onDate} />
              </td>
              <td>{holding(rate) && <Tag tone="ok">{t('rate.now')}</Tag>}</td>
              <td className="num nw">
                {number(rate.rate)} <span className="t3">{org.currency}</span>
              </td>
              <td className="num nw">
                <Button kind="text" icon="edit" aria-label={t('rate.edit', words)} onClick={() => onEdit(rate)} />
                <Button kind="text" icon="trash" aria-label={t('rate.remove', words)} onClick={() => onRemove(rate)} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const usual = ['USD', 'EUR', 'HKD', 'JPY', 'GBP']
const codes = [...usual, ...Intl.supportedValuesOf('currency').filter(code => !usual.includes(code))]

// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'currency', label: rateText['rate.currency'], kind: 'choice', required: true, choices: codes.map(value => ({ value, label: { en: value, zh: value } })) },
  { key: 'onDate', label: rateText['rate.onDate'], kind: 'date', required: true },
  { key: 'rate', label: rateText['rate.rate'], kind: 'number', scale: 10, required: true },
]

function RateSheet({ rate, onClose }: { rate: Partial<Rate>; onClose: () => void }) {
  const t = useText(rateText)
  const tell = useToast()
  const today = useToday()
  const queries = useQueryClient()
  const record = { onDate: today, ...rate }
  const known = rate.currency !== undefined
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const next = { ...record, ...body } as Rate // the form asks for all three; the server checks every one
    queries.setQueryData(['currencyRate', 'list'], await dealCalls.setRate(next))
    await queries.invalidateQueries({ queryKey: ['deal'] })
    tell(t('rate.saved'))
    onClose()
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={known ? t('rate.edit', { currency: record.currency ?? '', date: record.onDate }) : t('rate.add')}
    >
      <RecordForm
        // the day and currency of a rate are what it is: another is another rate
        fields={known ? fields.filter(field => field.key === 'rate') : fields}
        record={record}
        draftKey={`rate:${rate.currency ?? 'new'}:${rate.onDate ?? ''}`}
        onSave={save}
        onCancel={onClose}
      />
    </Sheet>
  )
}
