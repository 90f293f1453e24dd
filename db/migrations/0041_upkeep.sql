-- What an upgrade leaves to be done while people are at work already, and through which migration it has been done:
-- whoever was interrupted takes it up again at the next start. It is of the installation, not of an organisation.
create table upkeep (
  name text primary key,
  through text not null
);
