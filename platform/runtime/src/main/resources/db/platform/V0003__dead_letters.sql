-- Dead letters that can be opened, put back and put away; every failed try; who did what; facts told again on request.

alter table dead_letter
  add column subject_id uuid,
  add column key        text,
  add column state      text not null default 'OPEN' check (state in ('OPEN', 'REPLAYED', 'DISCARDED')),
  add column settled_at timestamptz,
  add column settled_by text,
  add check ((state = 'OPEN') = (settled_at is null));

update dead_letter set key = left(coalesce(payload ->> 'partitionkey', payload ->> 'key'), 255);

-- A fact that is delivered again after a crash, and work that is opened by its own service, die once.
create unique index dead_letter_subject on dead_letter (subject_id) where state = 'OPEN' and subject_id is not null;
create index dead_letter_open on dead_letter (id) where state = 'OPEN';

-- Insert-only: what went wrong each time, with facts and work alike.
create table failed_try (
  position   bigint generated always as identity primary key,
  subject_id uuid        not null,
  attempt    int         not null,
  error      text        not null,
  failed_at  timestamptz not null default now()
);
create index failed_try_subject on failed_try (subject_id, position);
create index failed_try_failed_at on failed_try (failed_at);

create table operator_action (
  id       uuid        primary key,
  at       timestamptz not null default now(),
  who      text        not null,
  action   text        not null,
  scope    jsonb       not null,
  affected bigint      not null
);

-- Nobody rewrites the audit, the service itself included.
do $$
begin
  if exists (select from pg_roles where rolname = 'leadflip_' || current_schema()) then
    execute format('revoke update, delete on operator_action from %I', 'leadflip_' || current_schema());
  end if;
end
$$;

create table outbox_replay (
  id           uuid        primary key,
  told_from    timestamptz not null,
  told_until   timestamptz not null,
  type         text,
  requested_by text        not null,
  requested_at timestamptz not null default now(),
  progress     bigint      not null default 0,
  told         bigint      not null default 0,
  done_at      timestamptz,
  check (told_from < told_until)
);
create index outbox_replay_open on outbox_replay (requested_at) where done_at is null;
