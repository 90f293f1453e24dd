import type { Check } from '../check.ts'

const issued = "t.state = 'issued' and t.deleted_at is null"
const sums = `select l.org_id, l.order_line_id,
    coalesce(sum(l.qty) filter (where t.kind <> 'red'), 0) as invoiced, coalesce(sum(l.gross) filter (where t.kind <> 'red'), 0) as invoiced_amount,
    coalesce(-sum(l.qty) filter (where t.kind = 'red'), 0) as credited, coalesce(-sum(l.gross) filter (where t.kind = 'red'), 0) as credited_amount
  from invoice_lines l join invoices t on t.org_id = l.org_id and t.id = l.invoice_id where ${issued} and l.order_line_id is not null group by 1, 2`
const numbers = (alias: string) =>
  ['invoiced', 'credited', 'invoiced_amount', 'credited_amount']
    .map(name => `coalesce(${alias}.${name}, 0)::float8`)
    .join(" || ' ' || ")

export const invoiceChecks: readonly Check[] = [
  {
    name: 'invoice.counters',
    text: {
      en: 'D2: what an order line has invoiced and credited is the sum of its issued invoices',
      zh: 'D2：订单明细的已开票与已红冲等于其已开具发票之和',
    },
    sql: `select l.org_id, o.number || ' line ' || l.no as what, 'says ' || ${numbers('l')} || ', its invoices come to ' || ${numbers('s')} as detail
      from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id left join (${sums}) s on s.org_id = l.org_id and s.order_line_id = l.id
      where l.invoiced <> coalesce(s.invoiced, 0) or l.credited <> coalesce(s.credited, 0)
        or l.invoiced_amount <> coalesce(s.invoiced_amount, 0) or l.credited_amount <> coalesce(s.credited_amount, 0)`,
  },
  {
    name: 'invoice.advances',
    text: {
      en: 'What an order is invoiced in advance is the sum of its issued advances',
      zh: '订单的预收款开票金额等于其已开具预收款发票之和',
    },
    sql: `select o.org_id, o.number as what, 'advance ' || o.advance_invoiced || ', its invoices come to ' || coalesce(s.gross, 0) as detail
      from orders o left join (select l.org_id, l.order_id, sum(l.gross) as gross from invoice_lines l join invoices t on t.org_id = l.org_id and t.id = l.invoice_id
        where ${issued} and l.order_id is not null and l.order_line_id is null group by 1, 2) s on s.org_id = o.org_id and s.order_id = o.id
      where o.advance_invoiced <> coalesce(s.gross, 0)`,
  },
  {
    name: 'invoice.shipments',
    text: {
      en: 'What a shipment line is invoiced is the sum of what is issued or being issued for it',
      zh: '发货明细的已开票数量等于其已开具及开票中发票之和',
    },
    sql: `select s.org_id, h.number || ' line ' || s.no as what, 'invoiced ' || s.invoiced || ', its invoices come to ' || coalesce(b.qty, 0) as detail
      from shipment_lines s join shipments h on h.org_id = s.org_id and h.id = s.shipment_id
      left join (select l.org_id, l.shipment_line_id, sum(l.qty) as qty from invoice_lines l join invoices t on t.org_id = l.org_id and t.id = l.invoice_id
        where l.shipment_line_id is not null and t.deleted_at is null and (t.state = 'issued' or (t.state = 'issuing' and t.kind <> 'red')) group by 1, 2) b
        on b.org_id = s.org_id and b.shipment_line_id = s.id
      where s.invoiced <> coalesce(b.qty, 0)`,
  },
  {
    name: 'invoice.register',
    text: { en: 'The register has no gap: its last number is how many there are', zh: '发票登记号连续无缺号' },
    sql: `select t.org_id, 'register' as what, 'last ' || coalesce(r.last, 0) || ', highest ' || t.most || ' of ' || t.n as detail
      from (select org_id, count(*) as n, max(register_no) as most from invoices where register_no is not null group by 1) t
      left join invoice_register r on r.org_id = t.org_id where t.n <> t.most or t.most <> coalesce(r.last, 0)`,
  },
  {
    name: 'invoice.reversed',
    text: {
      en: 'What was taken back of an invoice is the sum of its issued red letters, and never more than it',
      zh: '发票的已红冲金额等于其已开具红字发票之和，且不超过原发票',
    },
    sql: `select t.org_id, t.number as what, 'reversed ' || t.reversed || ' of ' || t.gross || ', its red letters come to ' || coalesce(s.gross, 0) as detail
      from invoices t left join (select org_id, original_id, -sum(gross) as gross from invoices where state = 'issued' and kind = 'red' and deleted_at is null group by 1, 2) s
        on s.org_id = t.org_id and s.original_id = t.id
      where t.kind <> 'red' and (t.reversed <> coalesce(s.gross, 0) or (t.state = 'issued' and t.reversed > t.gross))`,
  },
  {
    name: 'invoice.redLines',
    text: {
      en: 'No line is taken back beyond what it said, live red letters included',
      zh: '红字明细（含在途）不超过原发票明细',
    },
    sql: `select o.org_id, t.number || ' line ' || o.no as what, 'says ' || coalesce(o.qty, 0)::float8 || ' and ' || o.gross || ', taken back ' || coalesce(r.qty, 0)::float8 || ' and ' || r.gross as detail
      from invoice_lines o join invoices t on t.org_id = o.org_id and t.id = o.invoice_id
      join (select l.org_id, l.original_line_id, -sum(l.qty) as qty, -sum(l.gross) as gross from invoice_lines l join invoices i on i.org_id = l.org_id and i.id = l.invoice_id
        where i.state in ('draft', 'awaiting', 'confirmed', 'issuing', 'failed', 'issued') and i.deleted_at is null and l.original_line_id is not null group by 1, 2) r
        on r.org_id = o.org_id and r.original_line_id = o.id
      where coalesce(r.qty, 0) > coalesce(o.qty, 0) or r.gross * sign(o.gross) > abs(o.gross)`,
  },
  {
    name: 'invoice.issuing',
    text: { en: 'An order counts the invoices that are being issued for it', zh: '订单记录的开票中发票数与实际一致' },
    sql: `select o.org_id, o.number as what, 'issuing ' || o.issuing_invoices || ', there are ' || coalesce(s.n, 0) as detail
      from orders o left join (select l.org_id, l.order_id, count(distinct t.id) as n from invoice_lines l join invoices t on t.org_id = l.org_id and t.id = l.invoice_id
        where t.state = 'issuing' and t.deleted_at is null group by 1, 2) s on s.org_id = o.org_id and s.order_id = o.id
      where o.issuing_invoices <> coalesce(s.n, 0)`,
  },
  {
    name: 'invoice.sums',
    text: { en: "An invoice's amounts are the sums of its lines", zh: '发票金额等于其明细之和' },
    sql: `select t.org_id, t.number as what, 'net ' || t.net || ' tax ' || t.tax || ', its lines come to ' || coalesce(s.net, 0) || ' and ' || coalesce(s.tax, 0) as detail
      from invoices t left join (select org_id, invoice_id, sum(net) as net, sum(tax) as tax from invoice_lines group by 1, 2) s on s.org_id = t.org_id and s.invoice_id = t.id
      where t.deleted_at is null and (t.net <> coalesce(s.net, 0) or t.tax <> coalesce(s.tax, 0))`,
  },
  {
    name: 'invoice.orders',
    text: {
      en: 'An invoice goes to the payer of its orders, in their currency',
      zh: '发票的付款方与币种和其订单一致',
    },
    sql: `select distinct t.org_id, t.number as what, 'its order ' || o.number || ' is of another payer or currency' as detail
      from invoices t join invoice_lines l on l.org_id = t.org_id and l.invoice_id = t.id join orders o on o.org_id = l.org_id and o.id = l.order_id
      where o.payer_id <> t.payer_id or o.currency <> t.currency`,
  },
]
