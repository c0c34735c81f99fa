-- What was said is forgotten after a time: without its key nobody reads what an attempt sealed.
alter table attempt alter column sealed_key drop not null;
alter table attempt alter column sealed_brief drop not null;
create index attempt_with_words on attempt (coalesce(ended_at, started_at)) where sealed_key is not null;
