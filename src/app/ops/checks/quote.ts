import type { Check } from '../check.ts'

const counted = 'not l.optional or l.chosen'

export const quoteChecks: readonly Check[] = [
  {
    name: 'quote.sums',
    text: {
      en: "A quote's net, tax and total are the sums of its lines",
      zh: '报价单的不含税、税额与合计等于明细之和',
    },
    sql: `select q.org_id, q.number || ' v' || q.version_no as what, 'total ' || q.gross || ', its lines come to ' || coalesce(l.gross, 0) as detail from quotes q
      left join (select org_id, quote_id, sum(net) filter (where ${counted}) as net, sum(tax) filter (where ${counted}) as tax, sum(gross) filter (where ${counted}) as gross
        from quote_lines l group by 1, 2) l on l.org_id = q.org_id and l.quote_id = q.id
      where q.net <> coalesce(l.net, 0) or q.tax <> coalesce(l.tax, 0) or q.gross <> coalesce(l.gross, 0) or q.gross <> q.net + q.tax`,
  },
  {
    name: 'quote.alternatives',
    text: {
      en: 'Of the alternatives of a quote exactly one counts',
      zh: '报价单的每组备选方案恰有一个计入',
    },
    sql: `select q.org_id, q.number || ' v' || q.version_no as what, l.alternative || ': ' || count(*) filter (where l.chosen) || ' chosen' as detail
      from quote_lines l join quotes q on q.org_id = l.org_id and q.id = l.quote_id where l.alternative is not null
      group by q.org_id, q.id, q.number, q.version_no, l.alternative having count(*) filter (where l.chosen) <> 1`,
  },
  {
    name: 'quote.current',
    text: {
      en: 'Of a quote number exactly one version is current, the last',
      zh: '每个报价编号恰有一个当前版本，且为最新版本',
    },
    sql: `select org_id, number as what, count(*) filter (where is_current) || ' current versions of ' || count(*) as detail from quotes
      group by org_id, number having count(*) filter (where is_current) <> 1 or max(version_no) filter (where is_current) <> max(version_no)`,
  },
  {
    name: 'quote.accepted',
    text: {
      en: 'A deal has at most one accepted quote, and knows it',
      zh: '每个商机最多一份已接受的报价，且商机上的记录一致',
    },
    sql: `select d.org_id, d.number as what, count(q.id) || ' accepted quotes, and the deal names ' || coalesce(d.accepted_quote_id::text, 'none') as detail
      from deals d left join quotes q on q.org_id = d.org_id and q.deal_id = d.id and q.state = 'accepted'
      group by d.org_id, d.id, d.number, d.accepted_quote_id
      having count(q.id) > 1 or (count(q.id) = 1 and bool_or(d.accepted_quote_id is distinct from q.id)) or (count(q.id) = 0 and d.accepted_quote_id is not null)`,
  },
  {
    name: 'quote.deal',
    text: { en: 'A quote is of the customer and on the thread of its deal', zh: '报价单与其商机的客户和线索链一致' },
    sql: `select q.org_id, q.number || ' v' || q.version_no as what, case when q.thread_id <> d.thread_id then 'is on another thread than its deal' else 'is of another customer than its deal' end as detail
      from quotes q join deals d on d.org_id = q.org_id and d.id = q.deal_id where q.thread_id <> d.thread_id or q.customer_id <> d.customer_id`,
  },
  {
    name: 'quote.reply',
    text: {
      en: 'A yes or no by link is proved: by its content, its quote, its signature',
      zh: '链接上的接受与拒绝均有据可查：内容、报价单与签名一致',
    },
    sql: `select r.org_id, q.number || ' v' || q.version_no as what, 'the content that was ' || r.kind || ' is not what its hash says' as detail
        from quote_replies r join quotes q on q.org_id = r.org_id and q.id = r.quote_id where encode(sha256(convert_to(r.content, 'UTF8')), 'hex') <> r.content_hash
      union all select r.org_id, q.number || ' v' || q.version_no, 'was ' || r.kind || ' by link, and does not know it' from quote_replies r
        join quotes q on q.org_id = r.org_id and q.id = r.quote_id
        where case r.kind when 'accepted' then q.accepted_at is null or q.state not in ('accepted', 'superseded') else q.declined_at is null or q.state <> 'declined' end
      union all select r.org_id, q.number || ' v' || q.version_no, 'the signature is gone' from quote_replies r join quotes q on q.org_id = r.org_id and q.id = r.quote_id
        join files f on f.org_id = r.org_id and f.id = r.file_id where f.deleted_at is not null or f.kind is distinct from 'signature' or f.entity <> 'quote' or f.record_id <> q.id`,
  },
  {
    name: 'quote.visitor',
    text: { en: 'What came by a link came by one of its quote', zh: '提问与答复均来自本报价单的链接' },
    sql: `select x.org_id, q.number || ' v' || q.version_no as what, x.what || ' by a link of something else' as detail
      from (select org_id, quote_id, link_id, kind as what from quote_replies union all select org_id, quote_id, link_id, 'asked' from quote_questions) x
      join quotes q on q.org_id = x.org_id and q.id = x.quote_id join links l on l.org_id = x.org_id and l.id = x.link_id
      where l.entity <> 'quote' or l.record_id <> q.id`,
  },
]
