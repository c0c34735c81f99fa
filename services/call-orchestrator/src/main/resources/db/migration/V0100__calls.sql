-- The life of a call. Terminal states absorb; what must never happen twice is held by a unique index.

create table call (
  id                  uuid        primary key,
  lead_id             uuid        not null,
  match_id            uuid        not null,
  business_id         uuid        not null,
  purpose             text        not null,
  requested_by        text        not null,
  requested_at        timestamptz not null,
  not_before          timestamptz,
  contact_key         text,
  status              text        not null default 'REQUESTED'
    check (status in ('REQUESTED', 'SCHEDULED', 'ATTEMPTING', 'CONCLUDED', 'DENIED', 'CANCELLED', 'UNKNOWN')),
  due_at              timestamptz,
  cancel_reason       text,
  outcome             text,
  interest            text,
  sealed_summary      text,
  sealed_next_action  text,
  appointment_at      timestamptz,
  quote_amount        numeric(12, 2),
  cost_usd            numeric(12, 6),
  extracted_by        text,
  transcript_complete boolean,
  concluded_at        timestamptz,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  check ((status = 'CONCLUDED') = (outcome is not null))
);
create index call_by_lead on call (lead_id);
create index call_by_match on call (match_id);
create index call_by_contact on call (contact_key) where status in ('REQUESTED', 'SCHEDULED', 'ATTEMPTING');

create table contact_decision (
  id         uuid        primary key,
  call_id    uuid        not null references call,
  attempt_id uuid,
  verdict    text        not null check (verdict in ('ALLOW', 'DEFER', 'DENY')),
  rules      text[]      not null,
  notes      text[]      not null,
  until      timestamptz,
  pack       text        not null,
  facts_hash text        not null,
  decided_at timestamptz not null
);
create index contact_decision_by_call on contact_decision (call_id, decided_at);

create function keep_contact_decision() returns trigger language plpgsql as $$
begin
  raise exception 'a contact decision is never changed';
end $$;
create trigger contact_decision_is_immutable before update or delete on contact_decision
  for each row execute function keep_contact_decision();

create table attempt (
  id                uuid        primary key,
  call_id           uuid        not null references call,
  number            int         not null,
  contact_key       text        not null,
  decision_id       uuid        not null references contact_decision,
  state             text        not null
    check (state in ('DISPATCHING', 'DIALING', 'RINGING', 'IN_PROGRESS', 'ENDED', 'UNKNOWN')),
  result            text,
  dialled           boolean     not null default true,
  provider_call_sid text        unique,
  sealed_key        text        not null,
  sealed_brief      text        not null,
  language          text        not null,
  answered_by       text,
  last_sequence     int         not null default -1,
  started_at        timestamptz not null,
  dialed_at         timestamptz,
  answered_at       timestamptz,
  ended_at          timestamptz,
  duration_seconds  int,
  token_expires_at  timestamptz,
  redeemed_at       timestamptz,
  stream_sid        text,
  bridge_id         text,
  opted_out_at      timestamptz,
  stop_reason       text,
  media_ended_at    timestamptz,
  media_reason      text,
  media_last_number int,
  media_usage       jsonb,
  misses            int         not null default 0,
  missed_at         timestamptz,
  unique (call_id, number),
  check ((state = 'ENDED') = (ended_at is not null))
);
-- One phone is never dialled twice at the same time, whatever the code above thinks.
create unique index attempt_unresolved on attempt (contact_key)
  where state in ('DISPATCHING', 'DIALING', 'RINGING', 'IN_PROGRESS');
create index attempt_by_contact on attempt (contact_key, started_at);

create table provider_event (
  attempt_id  uuid        not null references attempt,
  sequence    int         not null,
  status      text        not null,
  received_at timestamptz not null,
  primary key (attempt_id, sequence)
);

create table turn (
  attempt_id  uuid    not null references attempt,
  number      int     not null,
  speaker     text    not null,
  sealed_text text    not null,
  start_ms    bigint  not null,
  end_ms      bigint  not null,
  interrupted boolean not null,
  primary key (attempt_id, number)
);

create table appointment_note (
  id          uuid        primary key,
  attempt_id  uuid        not null references attempt,
  start_local text        not null,
  sealed_note text        not null,
  noted_at    timestamptz not null
);
create index appointment_note_by_attempt on appointment_note (attempt_id, noted_at);

create table suppression (
  contact_key   text        primary key,
  reason        text        not null,
  suppressed_at timestamptz not null
);

create table spend (
  attempt_id   uuid           primary key references attempt,
  call_id      uuid           not null,
  business_id  uuid           not null,
  reserved_at  timestamptz    not null,
  reserved_usd numeric(12, 6) not null,
  settled_usd  numeric(12, 6),
  price_table  text           not null
);
create index spend_by_time on spend (reserved_at);
create index spend_by_business on spend (business_id, reserved_at);
create index spend_by_call on spend (call_id);
