import { useCallback } from 'react'
import { useLang } from './useText.tsx'

type MoneyProps = {
  amount: string | null | undefined
  currency?: string | undefined /** 万 with one place, for boards and tiles. */
  short?: boolean
}

export function Money({ amount, currency, short }: MoneyProps) {
  const format = useMoney()
  return <span className="nw">{format(amount, currency, short)}</span>
}

/** Formats a decimal string without ever turning it into a float, except in the short form. */
export function useMoney(): (amount: string | null | undefined, currency?: string, short?: boolean) => string {
  const { lang, locale } = useLang()
  return useCallback(
    (amount, currency, short) => {
      if (amount == null || amount === '') return '–'
      const style: Intl.NumberFormatOptions = currency
        ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }
        : { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      if (!short) return formatter(locale, style).format(amount as Intl.StringNumericLiteral) // a decimal string; Intl reads it exactly
      const n = Number(amount)
      if (lang === 'zh' && Math.abs(n) >= 10_000)
        return `${formatter(locale, { ...style, minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(n / 10_000)}万`
      return formatter(locale, {
        ...style,
        // below 万 the compact form is the plain one without its groups
        ...(lang === 'en' && { notation: 'compact' }),
        minimumFractionDigits: 0,
        maximumFractionDigits: 1,
      }).format(n)
    },
    [lang, locale],
  )
}

/** A quantity: as many places as it has, grouped. */
export function useNumber(): (value: string | number | null | undefined) => string {
  const { locale } = useLang()
  return useCallback(
    value => {
      if (value == null || value === '') return '–'
      return formatter(locale, { maximumFractionDigits: 6 }).format(value as Intl.StringNumericLiteral) // a decimal string, read exactly
    },
    [locale],
  )
}

// Making an Intl formatter costs 50 µs; a list of 60 rows would make hundreds.
const made = new Map<string, Intl.NumberFormat>()

function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options)
  const found = made.get(key) ?? new Intl.NumberFormat(locale, options)
  made.set(key, found)
  return found
}
