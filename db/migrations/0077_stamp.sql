-- The company's stamp (公章) lies beside its logo, and is told from it by its kind.
alter table files drop constraint files_kind_check;
alter table files add constraint files_kind_check check (kind in ('signedReceipt', 'signature', 'stamp'));
