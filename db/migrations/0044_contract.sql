-- Contracts: what both sides sign. One record from draft to its end; a supplementary agreement is a contract of its own
-- that, once signed, becomes what its contract says.

-- What papers are written from. Every saved state is kept: a contract names the one it was written by.
create table contract_templates (
  org_id uuid not null references orgs,
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  lang text not null check (lang in ('zh', 'en')),
  kind text not null check (kind in ('one_off', 'framework', 'supplement')),
  body jsonb not null,
  archived boolean not null default false,
  version integer not null check (version >= 1),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (org_id, id),
  foreign key (org_id, updated_by) references users (org_id, id)
);
create unique index contract_templates_name on contract_templates (org_id, lower(name)) where not archived;
select baton_protect('contract_templates');

create table contract_template_versions (
  org_id uuid not null references orgs,
  template_id uuid not null,
  version integer not null,
  body jsonb not null,
  at timestamptz not null,
  primary key (org_id, template_id, version),
  foreign key (org_id, template_id) references contract_templates (org_id, id)
);
select baton_protect('contract_template_versions');
create policy kept_update on contract_template_versions as restrictive for update to baton_app using (false);
create policy kept_delete on contract_template_versions as restrictive for delete to baton_app using (false);

create table contracts (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  -- of its content: each supplementary agreement that takes effect makes the next
  version_no integer not null check (version_no >= 1),
  kind text not null check (kind in ('one_off', 'framework')),
  title text not null check (length(title) between 1 and 200),
  state text not null check (state in ('draft', 'in_approval', 'to_sign', 'effective', 'completed', 'terminated', 'expired', 'cancelled')),
  customer_id uuid not null,
  payer_id uuid not null,
  contact_id uuid,
  deal_id uuid,
  quote_id uuid,
  -- what this supplementary agreement changes, and from which state of it
  amends_id uuid,
  amends_version integer,
  change_reason text check (length(change_reason) between 1 and 2000),
  -- the one that this one goes on from
  renews_id uuid,
  lang text not null check (lang in ('zh', 'en')),
  template_id uuid,
  template_version integer,
  clauses text,
  currency text not null,
  rate numeric(20, 10) not null check (rate > 0),
  tax_mode text not null check (tax_mode in ('inclusive', 'exclusive')),
  tax_round text not null check (tax_round in ('line', 'document')),
  discount_kind text check (discount_kind in ('percent', 'amount')),
  discount_value numeric(20, 6) check (discount_value >= 0),
  net numeric(20, 4) not null,
  tax numeric(20, 4) not null,
  gross numeric(20, 4) not null,
  -- agreed beside the lines; where there is none, the lines say it
  ceiling numeric(20, 4) check (ceiling > 0),
  -- what may be called off; null: no end to it
  amount numeric(20, 4),
  base_amount numeric(20, 4) not null default 0,
  called_off numeric(20, 4) not null default 0,
  terms jsonb not null,
  address text,
  our_signer text check (length(our_signer) between 1 and 100),
  their_signer text check (length(their_signer) between 1 and 100),
  effective_from date,
  effective_until date,
  note text,
  content_hash text,
  approved_hash text,
  submitted_at timestamptz,
  approved_at timestamptz,
  signed_on date,
  effective_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  -- the last day of which its owner was told
  told_until date,
  thread_id uuid not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  deleted_at timestamptz,
  custom jsonb not null default '{}',
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, payer_id) references customers (org_id, id),
  foreign key (org_id, contact_id) references contacts (org_id, id),
  foreign key (org_id, deal_id) references deals (org_id, id),
  foreign key (org_id, quote_id) references quotes (org_id, id),
  foreign key (org_id, amends_id) references contracts (org_id, id),
  foreign key (org_id, renews_id) references contracts (org_id, id),
  foreign key (org_id, template_id) references contract_templates (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint contracts_discount check ((discount_kind is null) = (discount_value is null)),
  constraint contracts_sum check (gross = net + tax),
  constraint contracts_called check (called_off >= 0 and (amount is null or called_off <= amount)),
  constraint contracts_period check (effective_until is null or effective_from is null or effective_until >= effective_from),
  constraint contracts_hash check (state in ('draft', 'cancelled') or content_hash is not null),
  constraint contracts_signed check (state not in ('effective', 'completed', 'terminated', 'expired') or (signed_on is not null and effective_at is not null)),
  constraint contracts_ended check ((state in ('completed', 'terminated', 'expired', 'cancelled')) = (ended_at is not null)),
  constraint contracts_amends check ((amends_id is null) = (amends_version is null) and (amends_id is null) = (change_reason is null)),
  constraint contracts_amendment check (amends_id is null or called_off = 0)
);
create unique index contracts_number on contracts (org_id, number) where deleted_at is null;
-- one unfinished change at a time
create unique index contracts_amending on contracts (org_id, amends_id) where state in ('draft', 'in_approval', 'to_sign') and deleted_at is null;
create index contracts_created on contracts (org_id, created_at desc, id desc) where deleted_at is null;
create index contracts_state on contracts (org_id, state, created_at desc, id desc) where deleted_at is null;
create index contracts_customer on contracts (org_id, customer_id, created_at desc);
create index contracts_payer on contracts (org_id, payer_id);
create index contracts_contact on contracts (org_id, contact_id) where contact_id is not null;
create index contracts_deal on contracts (org_id, deal_id) where deal_id is not null;
create index contracts_quote on contracts (org_id, quote_id) where quote_id is not null;
create index contracts_renews on contracts (org_id, renews_id) where renews_id is not null;
create index contracts_amends on contracts (org_id, amends_id) where amends_id is not null;
create index contracts_until on contracts (org_id, effective_until) where state = 'effective' and deleted_at is null;
create index contracts_owner on contracts (org_id, owner_id, created_at desc);
create index contracts_dept on contracts (org_id, dept_id, created_at desc);
select baton_protect('contracts');

create table contract_lines (
  org_id uuid not null references orgs,
  id uuid not null,
  contract_id uuid not null,
  no integer not null check (no >= 1),
  product_id uuid,
  code text,
  kind text not null check (kind in ('goods', 'service', 'fee')),
  fulfil text not null check (fulfil in ('ship', 'accept', 'none')),
  name text not null check (length(name) between 1 and 200),
  spec text,
  unit text not null,
  unit_qty numeric(18, 6) not null check (unit_qty > 0),
  factor numeric(18, 6) not null check (factor >= 1),
  qty numeric(18, 6) not null check (qty > 0),
  -- a price is agreed and no quantity: it is not in the total
  as_needed boolean not null default false,
  price numeric(20, 6) not null,
  list_price numeric(20, 6),
  hand_price boolean not null default false,
  price_why jsonb,
  discount_kind text check (discount_kind in ('percent', 'amount')),
  discount_value numeric(20, 6) check (discount_value >= 0),
  tax_rate numeric(9, 4) not null check (tax_rate >= 0 and tax_rate <= 100),
  base numeric(20, 4) not null,
  line_discount numeric(20, 4) not null,
  share numeric(20, 4) not null,
  amount numeric(20, 4) not null,
  net numeric(20, 4) not null,
  tax numeric(20, 4) not null,
  gross numeric(20, 4) not null,
  -- in the base unit, by confirmed orders
  called_qty numeric(18, 6) not null default 0,
  -- of a supplementary agreement: the line that it changes
  base_line_id uuid,
  quote_line_id uuid,
  note text,
  primary key (org_id, id),
  foreign key (org_id, contract_id) references contracts (org_id, id),
  foreign key (org_id, product_id) references products (org_id, id),
  unique (org_id, contract_id, no) deferrable initially deferred,
  constraint contract_lines_sum check (gross = net + tax),
  constraint contract_lines_called check (called_qty >= 0 and (as_needed or called_qty <= qty))
);
create index contract_lines_product on contract_lines (org_id, product_id) where product_id is not null;
select baton_protect('contract_lines');

-- What it said before a supplementary agreement took effect, to the last sign.
create table contract_versions (
  org_id uuid not null references orgs,
  id uuid not null,
  contract_id uuid not null,
  version_no integer not null,
  -- which agreement ended it
  amended_by uuid not null,
  at timestamptz not null,
  content text not null,
  content_hash text not null,
  amount numeric(20, 4),
  -- old and new, as the agreement said it
  differences jsonb not null,
  primary key (org_id, id),
  unique (org_id, contract_id, version_no),
  foreign key (org_id, contract_id) references contracts (org_id, id),
  foreign key (org_id, amended_by) references contracts (org_id, id)
);
create index contract_versions_by on contract_versions (org_id, amended_by);
select baton_protect('contract_versions');
create policy kept_update on contract_versions as restrictive for update to baton_app using (false);
create policy kept_delete on contract_versions as restrictive for delete to baton_app using (false);

-- That it was signed, with what proves it: once, never altered.
create table contract_signatures (
  org_id uuid not null references orgs,
  id uuid not null,
  contract_id uuid not null,
  way text not null check (way in ('scan', 'link', 'esign')),
  at timestamptz not null,
  signed_on date not null,
  name text check (length(name) between 1 and 100),
  title text check (length(title) between 1 and 100),
  link_id uuid,
  address text,
  agent text check (length(agent) <= 300),
  provider_ref text,
  content text not null,
  content_hash text not null,
  file_id uuid,
  primary key (org_id, id),
  foreign key (org_id, contract_id) references contracts (org_id, id),
  foreign key (org_id, link_id) references links (org_id, id),
  foreign key (org_id, file_id) references files (org_id, id),
  constraint contract_signatures_proof check ((way = 'link') = (link_id is not null) and (way = 'link') = (address is not null)
    and (way <> 'link' or name is not null) and (way <> 'scan' or file_id is not null) and (way = 'esign') = (provider_ref is not null))
);
create unique index contract_signatures_once on contract_signatures (org_id, contract_id);
create index contract_signatures_link on contract_signatures (org_id, link_id) where link_id is not null;
create index contract_signatures_file on contract_signatures (org_id, file_id) where file_id is not null;
select baton_protect('contract_signatures');
create policy kept_update on contract_signatures as restrictive for update to baton_app using (false);
create policy kept_delete on contract_signatures as restrictive for delete to baton_app using (false);

-- A contract on its way through a signing service.
create table contract_envelopes (
  org_id uuid not null references orgs,
  id uuid not null,
  contract_id uuid not null,
  state text not null check (state in ('waiting', 'signed', 'declined', 'ended')),
  signer text not null check (length(signer) between 1 and 100),
  content_hash text not null,
  sent_at timestamptz not null,
  sent_by uuid,
  asked_at timestamptz,
  attempts integer not null default 0,
  answered_at timestamptz,
  why text,
  primary key (org_id, id),
  foreign key (org_id, contract_id) references contracts (org_id, id),
  foreign key (org_id, sent_by) references users (org_id, id)
);
create unique index contract_envelopes_live on contract_envelopes (org_id, contract_id) where state = 'waiting';
create index contract_envelopes_contract on contract_envelopes (org_id, contract_id, sent_at);
create index contract_envelopes_due on contract_envelopes (org_id, asked_at) where state = 'waiting';
select baton_protect('contract_envelopes');

-- What the local stand-in of a signing service remembers on its own side.
create table esign_standin (
  org_id uuid not null references orgs,
  ref uuid not null,
  answer text not null check (answer in ('signed', 'declined')),
  name text not null,
  day date not null,
  ready_at timestamptz not null,
  primary key (org_id, ref)
);
select baton_protect('esign_standin');

-- Orders that are called off from a contract, and what each counts there.
alter table orders add column contract_id uuid;
alter table orders add column called_amount numeric(20, 4) not null default 0 check (called_amount >= 0);
alter table orders add foreign key (org_id, contract_id) references contracts (org_id, id);
alter table orders add constraint orders_called check (contract_id is not null or called_amount = 0);
create index orders_contract on orders (org_id, contract_id) where contract_id is not null;
alter table order_lines add column contract_line_id uuid;
alter table order_lines add column called_qty numeric(18, 6) not null default 0 check (called_qty >= 0);
alter table order_lines add foreign key (org_id, contract_line_id) references contract_lines (org_id, id);
alter table order_lines add constraint order_lines_called check (contract_line_id is not null or called_qty = 0);
create index order_lines_contract on order_lines (org_id, contract_line_id) where contract_line_id is not null;
