-- Why something is flawed is the organisation's own list, of which records keep the code.
alter table spot_check_records drop constraint spot_check_records_reason_check;
alter table spot_check_records drop constraint spot_check_records_other;
alter table spot_check_records add constraint spot_check_records_reason check (length(reason) between 1 and 60);
