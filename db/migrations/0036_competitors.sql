-- Whom else they talk to, as they said it.

alter table followups add column competitors text;
