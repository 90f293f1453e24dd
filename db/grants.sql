-- Run after every migrate, as the owner of the schemas: what the application and the operator's role may do.
do $$
declare part text;
begin
  foreach part in array array['public', 'auth', 'pgboss'] loop
    continue when to_regnamespace(part) is null;
    execute format('grant usage on schema %I to baton_app, baton_ops', part);
    execute format('grant select, insert, update, delete on all tables in schema %I to baton_app', part);
    execute format('grant select, insert, update, delete, truncate on all tables in schema %I to baton_ops', part);
    execute format('grant usage, select, update on all sequences in schema %I to baton_app, baton_ops', part);
    execute format('grant execute on all functions in schema %I to baton_app, baton_ops', part);
    execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to baton_app', part);
    execute format('alter default privileges in schema %I grant select, insert, update, delete, truncate on tables to baton_ops', part);
    execute format('alter default privileges in schema %I grant usage, select, update on sequences to baton_app, baton_ops', part);
  end loop;
end $$;

revoke insert, update, delete on baton_migration from baton_app;

-- partitions of the event table: this month and two years ahead
select baton_event_months();
