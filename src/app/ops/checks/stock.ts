import type { Check } from '../check.ts'

const levelName = `'product ' || l.product_id || ' in ' || l.warehouse_id || case l.batch when '' then '' else ' batch ' || l.batch end`

export const stockChecks: readonly Check[] = [
  {
    name: 'stock.onHand',
    text: { en: 'S2: what is on hand is the sum of its moves', zh: 'S2：库存数量等于出入库流水之和' },
    sql: `select coalesce(l.org_id, m.org_id) as org_id, 'product ' || coalesce(l.product_id, m.product_id) || ' in ' || coalesce(l.warehouse_id, m.warehouse_id) as what,
        'on hand ' || coalesce(l.on_hand, 0) || ', its moves come to ' || coalesce(m.qty, 0) as detail
      from stock_levels l full join (select org_id, product_id, warehouse_id, batch, sum(qty) as qty from stock_moves group by 1, 2, 3, 4) m
        using (org_id, product_id, warehouse_id, batch) where coalesce(l.on_hand, 0) <> coalesce(m.qty, 0)`,
  },
  {
    name: 'stock.reserved',
    text: { en: 'S2: what is reserved is the sum of the live reservations', zh: 'S2：预留数量等于有效预留之和' },
    sql: `select l.org_id, ${levelName} as what, 'reserved ' || l.reserved || ', its reservations come to ' || coalesce(r.qty, 0) as detail
      from stock_levels l left join (select org_id, product_id, warehouse_id, batch, sum(qty - consumed - released) as qty from reservations group by 1, 2, 3, 4) r
        using (org_id, product_id, warehouse_id, batch) where l.reserved <> coalesce(r.qty, 0)`,
  },
  {
    name: 'stock.bounds',
    text: {
      en: 'S1: stock is never negative, and no more is reserved than there is',
      zh: 'S1：库存不为负，预留不超过可用',
    },
    sql: `select l.org_id, ${levelName} as what, 'on hand ' || l.on_hand || ', reserved ' || l.reserved as detail from stock_levels l
      where l.on_hand < 0 or l.reserved < 0 or l.reserved > l.on_hand + l.backorder_limit`,
  },
  {
    name: 'stock.ledger',
    text: {
      en: "The ledger's running total after the last move is what is on hand",
      zh: '最后一笔流水的结存等于库存数量',
    },
    sql: `select l.org_id, ${levelName} as what, 'on hand ' || l.on_hand || ', the ledger ends at ' || m.on_hand as detail from stock_levels l
      cross join lateral (select on_hand from stock_moves m where m.org_id = l.org_id and m.product_id = l.product_id and m.warehouse_id = l.warehouse_id and m.batch = l.batch
        order by seq desc limit 1) m where m.on_hand <> l.on_hand`,
  },
  {
    name: 'stock.documents',
    text: {
      en: 'Posted stock documents moved what they say; others moved nothing',
      zh: '已过账单据的流水与单据一致，其他单据没有流水',
    },
    sql: `select d.org_id, d.number as what, case when d.state = 'posted' then 'posted, its lines say ' || coalesce(l.moved, 0) || ', its moves ' || coalesce(m.qty, 0)
        else d.state || ', and stock was moved for it' end as detail
      from stock_documents d
      left join (select org_id, document_id, sum(abs(moved)) as moved from stock_document_lines group by 1, 2) l on l.org_id = d.org_id and l.document_id = d.id
      left join (select org_id, record_id, sum(abs(qty)) filter (where kind <> 'reversal') as qty, count(*) as n from stock_moves group by 1, 2) m on m.org_id = d.org_id and m.record_id = d.id
      where (d.state = 'posted' and coalesce(l.moved, 0) * (case d.kind when 'transfer' then 2 else 1 end) <> coalesce(m.qty, 0)) or (d.state = 'draft' and coalesce(m.n, 0) > 0)`,
  },
  {
    name: 'stock.notForSale',
    text: {
      en: 'Nothing is promised of what lies in a warehouse that is not for sale or not in use, and every level knows its warehouse',
      zh: '不可售或停用的仓库没有预留，库存的可售标记与仓库一致',
    },
    sql: `select l.org_id, ${levelName} as what, 'for sale: ' || l.sellable || ', its warehouse: ' || (w.sellable and w.state = 'active') || ', reserved ' || l.reserved as detail
      from stock_levels l join warehouses w on w.org_id = l.org_id and w.id = l.warehouse_id
      where l.sellable <> (w.sellable and w.state = 'active') or (not l.sellable and l.reserved <> 0)`,
  },
]
