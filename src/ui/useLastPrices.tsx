// What this customer paid last, beside the line: a column once there is something to say, Alt+H for the whole of it.
import { useQuery } from '@tanstack/react-query'
import { formatMoney, formatQty } from '#kernel/money.ts'
import { dayOf } from './day.ts'
import type { LineColumn } from './lineColumns.ts'
import { Money } from './Money.tsx'
import { useToast } from './Toast.tsx'
import { uiText } from './ui.text.ts'
import { mayDo, useSession } from './useSession.tsx'
import { useLang, useText } from './useText.tsx'

type PaidPrice = {
  readonly productId: string
  readonly number: string
  readonly unit: string
  readonly unitQty: string
  readonly price: string
  readonly currency: string
  readonly taxMode: 'inclusive' | 'exclusive'
  readonly at: string
}
type Ask = (ask: { id: string; products: string[] }) => Promise<readonly PaidPrice[]>
type Line = { readonly productId: string | null; readonly unit: string }
type Head = { readonly currency: string; readonly taxMode: PaidPrice['taxMode'] }

/** Without `ask`, for who may not see prices, nothing is asked and nothing shown. */
export function useLastPrices<L extends Line>(customerId: string, lines: readonly L[], ask: Ask | undefined) {
  const t = useText(uiText)
  const tell = useToast()
  const say = useSaidPrice()
  const may = mayDo(useSession(), 'customer.read')
  const products = [...new Set(lines.flatMap(line => line.productId ?? []))].toSorted()
  const { data = [] } = useQuery({
    queryKey: ['customer', customerId, 'lastPrices', products],
    queryFn: () => ask?.({ id: customerId, products }) ?? [],
    enabled: may && ask !== undefined && products.length > 0,
    staleTime: 30_000,
  })
  const known = new Map(data.map(one => [one.productId, one]))
  const of = (line: L) => known.get(line.productId ?? '')
  const column = (head: Head): LineColumn<L> => ({
    key: 'lastPrice',
    kind: 'show',
    title: t('lastPrice.title'),
    width: 96,
    get: line => of(line)?.price ?? '',
    show: line => <Paid paid={of(line)} unit={line.unit} head={head} />,
    look: () => 'muted',
  })
  return {
    beside: (columns: readonly LineColumn<L>[], head: Head): LineColumn<L>[] => {
      const at = columns.findIndex(one => one.key === 'price') + 1
      return known.size === 0 || at === 0 ? [...columns] : columns.toSpliced(at, 0, column(head))
    },
    keys: may && ask && { onHistory: (line: L) => tell(say(of(line)) ?? t('lastPrice.never')) },
  }
}

function useSaidPrice(): (paid: PaidPrice | undefined) => string | undefined {
  const t = useText(uiText)
  const { locale, zone } = useLang()
  return paid =>
    paid &&
    t('lastPrice.said', {
      price: formatMoney(paid.price, paid.currency, locale),
      qty: formatQty(paid.unitQty, locale),
      unit: paid.unit,
      date: dayOf(new Date(paid.at), zone),
      number: paid.number,
      tax: t(`lastPrice.${paid.taxMode}`),
    })
}

/** Another currency, unit or way of taxing is said, so that nobody compares what cannot be compared. */
function Paid({ paid, unit, head }: { paid: PaidPrice | undefined; unit: string; head: Head }) {
  const t = useText(uiText)
  const say = useSaidPrice()
  if (!paid) return null
  return (
    <span title={say(paid)}>
      <Money amount={paid.price} {...(paid.currency !== head.currency && { currency: paid.currency })} />
      {paid.unit !== unit && <small>/{paid.unit}</small>}
      {paid.taxMode !== head.taxMode && <small> {t(`lastPrice.${paid.taxMode}`)}</small>}
    </span>
  )
}
