-- Which family of streams a fact belongs to stands beside it, so that a relay tells also what only another version of the
-- service knows the type of. Null in rows of before.
alter table outbox add column domain text;

-- A fact that was given up is known like one that was handled: told again, it neither runs unasked nor dies once more. Putting
-- its letter back forgets it.
alter table inbox add column buried boolean not null default false;

-- What was appended since some moment is looked for when Redis lost everything and when an operator has facts told again.
create index outbox_by_time on outbox using brin (appended_at);
