-- Where a lead is, below its region: street and house, as a customer has it.
alter table leads add column address text;
