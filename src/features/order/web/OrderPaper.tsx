import { capitalOf } from '#kernel/capital.ts'
import { saidParts } from '#kernel/parts.ts'
import { termsText } from '#kernel/terms.text.ts'
import { useNumber } from '#ui/Money.tsx'
import { Paper, PaperDay } from '#ui/Paper.tsx'
import { TermsSaid } from '#ui/TermsSaid.tsx'
import { useLabel, useLang, useText } from '#ui/useText.tsx'
import { isPart } from '../kit.rules.ts'
import { orderEntity } from '../order.entity.ts'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { useTypeLabel } from './TypeTag.tsx'

/** The order as the browser prints it. */
export function OrderPaper({ order }: { order: WholeOrder }) {
  const t = useText(orderText)
  const terms = useText(termsText)
  const label = useLabel()
  const number = useNumber()
  const { lang } = useLang()
  const named = (key: string) => {
    const field = orderEntity.fields.find(one => one.key === key)
    return field ? label(field.label) : key
  }
  const typed = useTypeLabel()
  const { currency, gross } = order
  return (
    <Paper
      title={label(orderEntity.label)}
      number={order.number}
      currency={currency}
      facts={[
        { label: named('customerId'), value: order.customerName },
        { label: named('type'), value: typed(order.type) },
        { label: named('siteId'), value: order.siteName },
        { label: named('returnBy'), value: order.returnBy && <PaperDay day={order.returnBy} /> },
        { label: named('date'), value: <PaperDay day={order.date} /> },
        { label: named('contactId'), value: order.contactName },
        { label: named('promisedDate'), value: order.promisedDate && <PaperDay day={order.promisedDate} /> },
        { label: named('address'), value: order.address },
        { label: named('poNumber'), value: order.poNumber },
      ]}
      lines={order.lines
        .filter(line => !isPart(line))
        .map(line => ({
          id: line.id,
          name: line.name,
          small: [saidParts(line.parts, lang), line.code, line.spec, line.note],
          qty: `${number(line.unitQty)} ${line.unit}`,
          price: line.price,
          taxRate: number(line.taxRate),
          amount: line.amount,
        }))}
      sums={[
        { label: t('order.net'), amount: order.net },
        { label: t('order.tax'), amount: order.tax },
      ]}
      total={{ label: t('order.total'), amount: gross }}
      words={(gross && capitalOf(gross, currency)) ?? undefined}
    >
      <h2>{terms('terms.title')}</h2>
      <TermsSaid terms={order.terms} total={{ gross, currency }} />
      {order.note && <p>{order.note}</p>}
    </Paper>
  )
}
