-- What a hand-off packet asks is set up by those who do the work; every saved change is a version. Version 1 is in the
-- product. Never written again: a packet stays with the version it was made by.
create table handoff_checklists (
  org_id uuid not null references orgs,
  version integer not null check (version > 1),
  items jsonb not null check (jsonb_typeof(items) = 'array'),
  created_at timestamptz not null,
  created_by uuid,
  primary key (org_id, version),
  foreign key (org_id, created_by) references users (org_id, id)
);
select baton_protect('handoff_checklists');

-- Packets made before carry the items as version 1 asks them.
update handoffs h set items = (
  select coalesce(jsonb_agg(jsonb_build_object(
      'key', i ->> 'key', 'kind', 'field', 'from', i ->> 'key', 'required', i -> 'required', 'ok', i -> 'ok', 'say', i -> 'say',
      'fileId', null, 'objection', null,
      'label', case i ->> 'key'
        when 'quote' then '{"en": "Accepted quote", "zh": "已接受报价"}'::jsonb
        when 'contact' then '{"en": "Contact", "zh": "联系人"}'
        when 'address' then '{"en": "Delivery address", "zh": "收货地址"}'
        when 'promisedDate' then '{"en": "Promised date", "zh": "承诺交期"}'
        when 'terms' then '{"en": "Instalments", "zh": "收款期数"}'
        when 'needs' then '{"en": "Needs carried", "zh": "客户需求"}'
        else '{"en": "Open promises", "zh": "未兑现承诺"}' end) order by at), '[]')
  from jsonb_array_elements(h.items) with ordinality as e (i, at))
where jsonb_array_length(items) > 0;
