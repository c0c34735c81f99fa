-- Work takes turns: the higher its priority and the longer it is due, the sooner. One step of priority is worth a minute of
-- waiting, so work of low priority waits at most two minutes longer than work of high priority, and never for ever.
alter table work
  add column priority smallint not null default 1 check (priority between 0 and 2),
  add column claims   int      not null default 0;

alter table work
  add column turn bigint not null generated always as
    ((extract(epoch from (due_at - timestamptz '2000-01-01 00:00:00+00')) * 1000)::bigint + priority * 60000) stored;

create index work_turn on work (kind, turn) where state = 'OPEN';

-- Claims and heartbeats change no indexed column: with room in the page they touch no index.
alter table work set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
