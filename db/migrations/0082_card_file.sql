-- The card (名片) of a person: a photo or a vCard beside their lead or contact.
alter table files drop constraint files_kind_check;
alter table files add constraint files_kind_check check (kind in ('signedReceipt', 'signature', 'stamp', 'card'));
