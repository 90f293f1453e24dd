-- On a PostgreSQL of one's own: its default compiles plans that take longer to compile than to run (the doctor took 104 s on
-- an almost empty database, 0.5 s without), and takes disks for turning ones. The embedded one says the same in its own
-- settings. Whoever sets either by hand afterwards is not overruled: a migration runs once.
do $$
begin
  execute format('alter database %I set jit = off', current_database());
  execute format('alter database %I set random_page_cost = 1.1', current_database());
exception when insufficient_privilege then
  raise notice 'the settings of the database are its owner''s';
end $$;
