-- What somebody wrote for one letter before it left; otherwise it is put into words when it is sent.
alter table mails
  add column subject text check (length(subject) <= 200),
  add column words text check (length(words) <= 10000),
  add constraint mails_words check ((subject is null) = (words is null) and (words is null or letter is not null));
