-- Run after every migrate when the migrator is a superuser (the embedded server: always). Under row-level
-- security PostgreSQL uses an index only for leakproof operators; elsewhere all stays right, only slower.
do $$
declare f regprocedure;
begin
  for f in
    select p.oid from pg_proc p
     where p.pronamespace = 'pg_catalog'::regnamespace and not p.proleakproof
       and p.proname in ('numeric_eq', 'numeric_ne', 'numeric_lt', 'numeric_le', 'numeric_gt', 'numeric_ge', 'numeric_cmp',
                         'jsonb_object_field_text', 'textlike', 'texticlike', 'arraycontains')
  loop
    execute format('alter function %s leakproof', f);
  end loop;
end $$;
