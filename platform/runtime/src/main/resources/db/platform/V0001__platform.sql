-- What every service's schema holds to keep the promise: facts going out, facts taken in, facts waiting, work to do.

create table event_sequence (
  subject text primary key,
  last    bigint not null
);

create table outbox (
  position      bigint generated always as identity primary key,
  id            uuid        not null unique,
  type          text        not null,
  subject       text        not null,
  sequence      bigint      not null,
  partition_key text        not null,
  time          timestamptz not null,
  traceparent   text,
  data          text        not null,
  published_at  timestamptz,
  round         bigint
);
create index outbox_unpublished on outbox (position) where published_at is null;
create index outbox_published on outbox (published_at);
create index outbox_round on outbox (round);
create sequence outbox_round_number;

create table inbox (
  event_id     uuid        primary key,
  processed_at timestamptz not null default now()
);
create index inbox_processed on inbox (processed_at);

create table parked_event (
  position      bigint generated always as identity primary key,
  event_id      uuid        not null unique,
  partition_key text        not null,
  entry         jsonb       not null,
  attempts      int         not null,
  due_at        timestamptz not null,
  last_error    text        not null,
  parked_at     timestamptz not null default now()
);
create index parked_event_key on parked_event (partition_key, position);

create table dead_letter (
  id       uuid        primary key,
  origin   text        not null check (origin in ('EVENT', 'WORK')),
  name     text        not null,
  payload  jsonb       not null,
  reason   text        not null,
  attempts int         not null,
  died_at  timestamptz not null default now()
);

create table work (
  id           uuid        primary key,
  kind         text        not null,
  key          text        not null,
  payload      jsonb       not null,
  state        text        not null default 'OPEN' check (state in ('OPEN', 'DONE', 'CANCELLED', 'ABANDONED')),
  due_at       timestamptz not null,
  attempts     int         not null default 0,
  fence        bigint      not null default 0,
  leased_until timestamptz,
  last_error   text,
  traceparent  text,
  created_at   timestamptz not null default now(),
  unique (kind, key)
);
create index work_due on work (kind, due_at) where state = 'OPEN';
