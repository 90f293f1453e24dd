// Terms in words, for page and paper alike; and the usual ones, so that nobody has to build them.
import { canonical, isZero } from './money.ts'
import { termsText } from './terms.text.ts'
import { gateNames, type Instalment, noTerms, type Terms } from './terms.ts'
import { type Lang, render, type TextValues } from './text.ts'

type Key = keyof typeof termsText

/** “Deposit 30%, within 7 days of signature”. */
export function sayInstalment(one: Instalment, lang: Lang): string {
  const t = sayIn(lang)
  const kind = t(`terms.kind.${one.kind}`)
  const comma = lang === 'zh' ? '，' : ', '
  if (one.percent !== undefined)
    return `${kind} ${t('terms.percent', { percent: canonical(one.percent) })}${comma}${sayWhen(one, lang)}`
  return `${kind}${comma}${sayWhen(one, lang)}`
}

/** Its moment alone: “before shipping”, “by the end of the month after invoice”. */
export function sayWhen({ on, date = '', days = 0, monthsEnd }: Instalment, lang: Lang): string {
  const t = sayIn(lang)
  const event = on === 'date' ? date : t(`terms.event.${on}`)
  if (monthsEnd === undefined && days === 0) return on === 'date' ? t('terms.onDate', { date }) : t(`terms.on.${on}`)
  if (monthsEnd === undefined) return t(days === 1 ? 'terms.oneDay' : 'terms.days', { days, event })
  const ends = ['terms.endOfThis', 'terms.endOfNext'] as const
  const when = t(ends[monthsEnd] ?? 'terms.endOfMonths', { months: monthsEnd, event })
  return days === 0 ? when : t('terms.plusDays', { when, days })
}

/** All of it in one line, for a timeline: instalments, then what must be in before which step. */
export function sayTerms({ instalments, gates }: Terms, lang: Lang): string {
  const t = sayIn(lang)
  const live = gateNames.filter(gate => !isZero(gates[gate]))
  return [
    ...instalments.map(
      one => `${sayInstalment(one, lang)}${one.amount === undefined ? '' : ` ${canonical(one.amount)}`}`,
    ),
    ...live.map(gate => t(`terms.gateSaid.${gate}`, { percent: canonical(gates[gate]) }).replace(/[.。]$/, '')),
  ].join(lang === 'zh' ? '；' : '; ')
}

const sayIn =
  (lang: Lang) =>
  (key: Key, values?: TextValues): string =>
    render(termsText[key], lang, values)

const all: Pick<Instalment, 'percent'> = { percent: '100' }
const gates = (confirm: string, ship: string): Terms['gates'] => ({ ...noTerms.gates, confirm, ship })
const month = (monthsEnd: number): Terms => ({
  instalments: [{ kind: 'balance', ...all, on: 'invoiced', monthsEnd }],
  gates: noTerms.gates,
})

// prettier-ignore
export const usualTerms = {
  advance: { instalments: [{ kind: 'deposit', ...all, on: 'signed' }], gates: gates('100', '100') },
  beforeShipping: { instalments: [{ kind: 'balance', ...all, on: 'beforeShipping' }], gates: gates('0', '100') },
  deposit30: {
    instalments: [
      { kind: 'deposit', percent: '30', on: 'signed' },
      { kind: 'balance', percent: '70', on: 'beforeShipping' },
    ],
    gates: gates('30', '100'),
  },
  project: {
    instalments: [
      { kind: 'deposit', percent: '30', on: 'signed' },
      { kind: 'progress', percent: '60', on: 'beforeShipping' },
      { kind: 'retention', percent: '10', on: 'warrantyEnd' },
    ],
    gates: gates('30', '90'),
  },
  delivered: { instalments: [{ kind: 'balance', ...all, on: 'delivered' }], gates: noTerms.gates },
  net30: { instalments: [{ kind: 'balance', ...all, on: 'invoiced', days: 30 }], gates: noTerms.gates },
  month30: month(1),
  month60: month(2),
} as const satisfies Record<string, Terms>
