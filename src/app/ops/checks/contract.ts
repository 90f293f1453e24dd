import type { Check } from '../check.ts'

const counting = `o.state in ('confirmed', 'on_hold', 'closed')`

export const contractChecks: readonly Check[] = [
  {
    name: 'contract.calledOff',
    text: { en: 'What was called off from a contract is the sum of its orders', zh: '合同已下单金额等于其订单之和' },
    sql: `select c.org_id, c.number as what, 'says ' || c.called_off || ', its orders come to ' || coalesce(o.amount, 0) as detail from contracts c
        left join lateral (select sum(o.called_amount) as amount from orders o where o.org_id = c.org_id and o.contract_id = c.id) o on true
        where c.called_off <> coalesce(o.amount, 0)
      union all select l.org_id, c.number || ' line ' || l.no, 'says ' || l.called_qty || ', its orders come to ' || coalesce(o.qty, 0) from contract_lines l
        join contracts c on c.org_id = l.org_id and c.id = l.contract_id
        left join lateral (select sum(o.called_qty) as qty from order_lines o where o.org_id = l.org_id and o.contract_line_id = l.id) o on true
        where l.called_qty <> coalesce(o.qty, 0)`,
  },
  {
    name: 'contract.called',
    text: {
      en: 'An order counts against its contract from confirmation on, and its contract is its customer’s',
      zh: '订单确认后才计入合同，且合同属于同一客户',
    },
    sql: `select o.org_id, o.number as what, 'counts ' || o.called_amount || ' while ' || o.state as detail from orders o
        where o.called_amount <> 0 and not ${counting}
      union all select o.org_id, o.number, 'counts nothing, though ' || o.state from orders o
        where o.contract_id is not null and o.called_amount = 0 and o.gross > 0 and o.state in ('confirmed', 'on_hold')
          and exists (select from order_lines l where l.org_id = o.org_id and l.order_id = o.id and l.ordered > l.cancelled and l.gross > 0)
      union all select o.org_id, o.number, 'is of another customer than contract ' || c.number from orders o
        join contracts c on c.org_id = o.org_id and c.id = o.contract_id where c.customer_id <> o.customer_id or c.amends_id is not null
      union all select l.org_id, o.number || ' line ' || l.no, 'is of a line of another contract' from order_lines l
        join orders o on o.org_id = l.org_id and o.id = l.order_id join contract_lines x on x.org_id = l.org_id and x.id = l.contract_line_id
        where x.contract_id is distinct from o.contract_id`,
  },
  {
    name: 'contract.sum',
    text: { en: 'A contract is the sum of its lines', zh: '合同合计等于各行之和' },
    sql: `select c.org_id, c.number as what, 'says ' || c.gross || ', its lines come to ' || coalesce(l.gross, 0) as detail from contracts c
        left join lateral (select sum(l.gross) as gross, sum(l.net) as net from contract_lines l where l.org_id = c.org_id and l.contract_id = c.id and not l.as_needed) l on true
        where c.gross <> coalesce(l.gross, 0) or c.net <> coalesce(l.net, 0)`,
  },
  {
    name: 'contract.signed',
    text: {
      en: 'What is in force was approved as it stands, and is signed once',
      zh: '生效的合同内容与审批一致，且已签署',
    },
    sql: `select c.org_id, c.number as what, 'in force, and nobody signed' as detail from contracts c
        where c.effective_at is not null and not exists (select from contract_signatures s where s.org_id = c.org_id and s.contract_id = c.id)
      union all select c.org_id, c.number, 'signed, and not in force' from contracts c join contract_signatures s on s.org_id = c.org_id and s.contract_id = c.id
        where c.effective_at is null
      union all select c.org_id, c.number, 'is not what was approved' from contracts c
        where c.state in ('to_sign', 'effective') and c.approved_hash is distinct from c.content_hash`,
  },
  {
    name: 'contract.amended',
    text: {
      en: 'Every version before the present one was ended by a signed agreement',
      zh: '每个历史版本都由已签署的补充协议变更',
    },
    sql: `select c.org_id, c.number as what, 'is version ' || c.version_no || ', ' || coalesce(v.n, 0) || ' before it are kept' as detail from contracts c
        left join lateral (select count(*) as n from contract_versions v where v.org_id = c.org_id and v.contract_id = c.id) v on true
        where c.version_no <> coalesce(v.n, 0) + 1
      union all select v.org_id, a.number, 'ended a version of another contract' from contract_versions v
        join contracts a on a.org_id = v.org_id and a.id = v.amended_by where a.amends_id is distinct from v.contract_id or a.state <> 'completed'`,
  },
]
