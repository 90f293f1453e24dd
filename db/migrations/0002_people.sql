-- Sign-in (schema auth: before an organisation is known, so not under row-level security), keys, invitations.

create schema if not exists auth;

-- better-auth's own tables, as its generator describes them; a test compares.
create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  "twoFactorEnabled" boolean
);

create table auth.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" (id) on delete cascade,
  -- where the person works in this session; ours
  "orgId" text
);
create index "session_userId_idx" on auth.session ("userId");

create table auth.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on auth.account ("userId");

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index verification_identifier_idx on auth.verification (identifier);

create table auth."twoFactor" (
  id text primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index "twoFactor_secret_idx" on auth."twoFactor" (secret);
create unique index "twoFactor_userId_idx" on auth."twoFactor" ("userId");

-- A code opens once: it stands here until its window is over. Ours.
create table auth.used_code (
  auth_id text not null references auth."user" (id) on delete cascade,
  code text not null,
  used_at timestamptz not null,
  primary key (auth_id, code)
);
create index used_code_age on auth.used_code (used_at);

-- Where a login is a member: found before any organisation is set.
create table auth.membership (
  auth_id text not null references auth."user" (id) on delete cascade,
  org_id uuid not null references orgs,
  user_id uuid not null,
  -- copies: under row-level security the other organisations' own rows cannot be read
  org_name text not null,
  active boolean not null default true,
  chosen_at timestamptz not null default now(),
  primary key (auth_id, org_id)
);
create unique index membership_user on auth.membership (org_id, user_id);

-- Only the hash of a key is kept.
create table auth.api_key (
  hash text primary key,
  org_id uuid not null references orgs,
  key_id uuid not null
);
create unique index api_key_of on auth.api_key (org_id, key_id);

create table auth.invitation (
  hash text primary key,
  org_id uuid not null references orgs,
  invitation_id uuid not null
);
-- one for the link that was shown, one for each mail: a link is kept nowhere, so every mail has its own
create index invitation_of on auth.invitation (org_id, invitation_id);

-- Only the hash of the link; gone once it is used.
create table auth.password_reset (
  hash text primary key,
  auth_id text not null references auth."user" (id) on delete cascade,
  expires_at timestamptz not null
);
create index password_reset_of on auth.password_reset (auth_id);

-- Wrong passwords by e-mail and address: here, so that two processes agree.
create table auth.lockout (
  email text not null,
  address text not null,
  failures timestamptz[] not null default '{}',
  locked_until timestamptz,
  seen_at timestamptz not null,
  primary key (email, address)
);
create index lockout_age on auth.lockout (seen_at);

create table auth.rate (
  bucket text primary key,
  hits integer not null,
  since timestamptz not null
);
create index rate_age on auth.rate (since);

-- An API key acts for a person, with these roles (none: the person's own).
create table api_keys (
  org_id uuid not null references orgs,
  id uuid not null,
  user_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  roles jsonb not null default '[]',
  prefix text not null,
  created_at timestamptz not null,
  created_by uuid,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id),
  foreign key (org_id, created_by) references users (org_id, id)
);
create index api_keys_user on api_keys (org_id, user_id);
select baton_protect('api_keys');

create table invitations (
  org_id uuid not null references orgs,
  id uuid not null,
  email text not null,
  roles jsonb not null,
  dept_id uuid,
  created_at timestamptz not null,
  created_by uuid,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  foreign key (org_id, created_by) references users (org_id, id)
);
create unique index invitations_open on invitations (org_id, lower(email)) where accepted_at is null and revoked_at is null;
select baton_protect('invitations');

alter table users add column state text generated always as (case when active then 'active' else 'inactive' end) stored
  check (state in ('active', 'inactive'));
create index users_name on users (org_id, name, id);
create index users_dept on users (org_id, dept_id);
create index users_manager on users (org_id, manager_id) where manager_id is not null;
create index user_roles_role on user_roles (org_id, role, user_id);
create index departments_head on departments (org_id, head_id) where head_id is not null;
create unique index departments_name on departments (org_id, parent_id, lower(name)) nulls not distinct where deleted_at is null;
create index dept_closure_dept on dept_closure (org_id, dept_id);
