-- The outbox becomes insert-only and, like the inbox, is kept in daily partitions that are dropped, not deleted from.
-- Which facts have been told stands in outbox_round; who reads which partition of the streams in partition_lease.

alter table outbox rename to outbox_before;
alter table inbox rename to inbox_before;
alter index outbox_unpublished rename to outbox_before_unpublished;
alter index outbox_published rename to outbox_before_published;
alter index outbox_round rename to outbox_before_round;
alter index inbox_processed rename to inbox_before_processed;
alter index inbox_pkey rename to inbox_before_pkey;

-- Gaps are normal: a transaction that is rolled back takes its positions with it.
create sequence outbox_position;

create table outbox (
  position      bigint      not null default nextval('outbox_position'),
  appended_at   timestamptz not null default now(),
  id            uuid        not null,
  type          text        not null,
  subject       text        not null,
  sequence      bigint      not null,
  partition_key text        not null,
  time          timestamptz not null,
  traceparent   text,
  data          text        not null
) partition by range (appended_at);
create index outbox_by_position on outbox (position);
create table outbox_rest partition of outbox default;

-- One row a round of telling: the state after it. Every position up to floor is told or will never exist; beyond names
-- what is told above it. Once no transaction older than horizon_transaction runs, all positions up to horizon_position
-- are visible or will never be. The state holds as long as the streams show at least mark.
create table outbox_round (
  round               bigint         not null,
  mark                bigint         not null,
  told_at             timestamptz    not null default now(),
  floor               bigint         not null,
  beyond              int8multirange not null,
  horizon_position    bigint         not null,
  horizon_transaction bigint         not null
) partition by range (told_at);
create index outbox_round_by_number on outbox_round (round);
create table outbox_round_rest partition of outbox_round default;

create table inbox (
  event_id     uuid        primary key,
  processed_at timestamptz not null default now()
) partition by range (event_id);
create table inbox_rest partition of inbox default;

-- The smallest UUIDv7 of a day (RFC 9562 §5.7: the first 48 bits are milliseconds since 1970).
create function first_uuid_of(day date) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from day) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions of the coming days and drops those that are too old. An outbox partition in which anything is
-- untold is kept, however old. Runs with its owner's rights, because only an owner may drop; services may call it.
create function keep_partitions(days_ahead int, outbox_days int, inbox_days int) returns int
language plpgsql security definer
set search_path = ${flyway:defaultSchema}, pg_temp
set timezone = 'UTC'
set lock_timeout = '3s'
as $$
declare
  day      date;
  made     text;
  old      record;
  told     bigint;
  dropped  int := 0;
begin
  perform pg_advisory_xact_lock(hashtext(current_schema() || '.partitions'));
  for day in select generate_series(current_date, current_date + days_ahead, '1 day')::date loop
    foreach made in array array['outbox', 'outbox_round', 'inbox'] loop
      if to_regclass(format('%I', made || to_char(day, '_YYYYMMDD'))) is null then
        begin
          execute format('create table %I partition of %I for values from (%L) to (%L)',
              made || to_char(day, '_YYYYMMDD'), made,
              case made when 'inbox' then first_uuid_of(day)::text else day::text end,
              case made when 'inbox' then first_uuid_of(day + 1)::text else (day + 1)::text end);
        exception when check_violation then
          raise warning 'rows of % are in %_rest and stay there', day, made;
        end;
      end if;
    end loop;
  end loop;

  for old in
    select parent.relname as parent, child.relname as name,
           to_date(substring(child.relname from '_(\d{8})$'), 'YYYYMMDD') as day
    from pg_inherits
    join pg_class child on child.oid = inhrelid
    join pg_class parent on parent.oid = inhparent
    join pg_namespace on pg_namespace.oid = parent.relnamespace and nspname = current_schema()
    where child.relkind = 'r' and child.relname ~ '_\d{8}$' and parent.relname in ('outbox', 'outbox_round', 'inbox')
    order by 3
  loop
    if old.parent = 'inbox' then
      continue when old.day >= current_date - inbox_days;
    else
      continue when old.day >= current_date - outbox_days;
      execute format(
          case old.parent
            when 'outbox' then 'select coalesce(max(position), 0) from %I'
            else 'select coalesce(max(round), 0) from %I'
          end, old.name) into told;
      continue when not exists (
          select from (select round, floor from outbox_round order by round desc limit 1) last
          where told <= case old.parent when 'outbox' then last.floor else last.round - 1 end);
    end if;
    execute format('drop table %I', old.name);
    dropped := dropped + 1;
  end loop;

  delete from inbox_rest where processed_at < now() - inbox_days * interval '1 day';
  delete from outbox_rest where appended_at < now() - outbox_days * interval '1 day'
      and position <= (select floor from outbox_round order by round desc limit 1);
  delete from outbox_round_rest where told_at < now() - outbox_days * interval '1 day'
      and round < (select max(round) from outbox_round);
  return dropped;
end
$$;

select keep_partitions(3, 7, 14);

insert into outbox (position, id, type, subject, sequence, partition_key, time, traceparent, data)
select position, id, type, subject, sequence, partition_key, time, traceparent, data from outbox_before;
select setval('outbox_position', coalesce(max(position), 1), max(position) is not null) from outbox;

insert into outbox_round (round, mark, floor, beyond, horizon_position, horizon_transaction)
with first_untold as (select min(position) - 1 as floor from outbox_before where published_at is null)
select coalesce(max(round), 0), coalesce(max(round), 0),
       coalesce((select floor from first_untold), max(position), 0),
       coalesce(range_agg(int8range(position, position + 1))
           filter (where published_at is not null and position > (select floor from first_untold)), '{}'),
       0, 0
from outbox_before;

insert into inbox select event_id, processed_at from inbox_before;

drop table outbox_before;
drop table inbox_before;
drop sequence outbox_round_number;

-- Who reads which partition for this service. The fence grows with every change of hands; a batch commits only under
-- the current one. joined_at says that the group was made once, so that a group that is missing later was lost.
create table partition_lease (
  stream     text        primary key,
  holder     uuid,
  fence      bigint      not null default 0,
  expires_at timestamptz not null default now(),
  joined_at  timestamptz
);

create table stream_reader (
  member  uuid        primary key,
  seen_at timestamptz not null default now()
);

-- Where this service's facts travel; a process that is configured otherwise neither reads nor tells.
create table stream_topology (
  single     boolean primary key default true check (single),
  prefix     text    not null,
  partitions int     not null
);

-- Tries that began and never ended: the process died or hung.
alter table parked_event add column unanswered int not null default 0;
