-- Of what a supplier delivers to the customer: the number of the supplier's own delivery note.
alter table shipments add column supplier_note text;
