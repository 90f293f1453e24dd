-- Run after every migrate, as the owner of the schemas: what the application and the operator's role may do.
do $$
declare part text; thing record;
begin
  foreach part in array array['public', 'auth', 'pgboss'] loop
    continue when to_regnamespace(part) is null;
    execute format('grant usage on schema %I to baton_app, baton_ops', part);
    execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to baton_app', part);
    execute format('alter default privileges in schema %I grant select, insert, update, delete, truncate on tables to baton_ops', part);
    execute format('alter default privileges in schema %I grant usage, select, update on sequences to baton_app, baton_ops', part);
    -- not `on all tables`: what others put into a shared database is not ours to give
    for thing in
      select c.oid::regclass as name, c.relkind = 'S' as counts from pg_class c
       where c.relnamespace = to_regnamespace(part) and c.relkind in ('r', 'p', 'v', 'm', 'S') and pg_get_userbyid(c.relowner) = current_user
    loop
      if thing.counts then
        execute format('grant usage, select, update on sequence %s to baton_app, baton_ops', thing.name);
      else
        execute format('grant select, insert, update, delete on %s to baton_app', thing.name);
        execute format('grant select, insert, update, delete, truncate on %s to baton_ops', thing.name);
      end if;
    end loop;
  end loop;
end $$;

revoke insert, update, delete on baton_migration from baton_app;

-- partitions of the event table: this month and two years ahead
select baton_event_months();
