-- Recording of calls. Who was asked, what was decided and why, and what stands at the provider. No address of a recording
-- stands here, and no audio.

-- The opening of an attempt asks the consumer for leave.
create table recording_question (
  attempt_id uuid        primary key references attempt,
  consent_id uuid        not null,
  asked_at   timestamptz not null
);

-- What the consumer is said to have answered, and what followed from it. Evidence: it outlives the recording.
create table recording_decision (
  id              uuid        primary key,
  attempt_id      uuid        not null references attempt,
  heard_by        text        check (heard_by in ('KEY', 'VOICE')),
  notice_heard_ms bigint,
  affirmed_ms     bigint,
  consent_id      uuid,
  verdict         text        not null check (verdict in ('RECORD', 'DO_NOT')),
  reasons         text[]      not null,
  decided_at      timestamptz not null,
  check ((verdict = 'DO_NOT') = (cardinality(reasons) > 0)),
  check (verdict = 'DO_NOT' or (consent_id is not null and heard_by is not null and notice_heard_ms is not null
    and affirmed_ms is not null and affirmed_ms >= notice_heard_ms))
);
create index recording_decision_by_attempt on recording_decision (attempt_id, decided_at);

create function keep_recording_decision() returns trigger language plpgsql as $$
begin
  raise exception 'a decision about a recording is never changed';
end $$;
create trigger recording_decision_is_immutable before update or delete on recording_decision
  for each row execute function keep_recording_decision();

create table recording (
  attempt_id       uuid        primary key references attempt,
  decision_id      uuid        not null references recording_decision,
  state            text        not null
    check (state in ('WANTED', 'STARTING', 'RECORDING', 'KEPT', 'FAILED', 'DELETING', 'DELETED')),
  provider_sid     text        unique,
  asks             int         not null default 0,
  wanted_at        timestamptz not null,
  asked_at         timestamptz,
  started_at       timestamptz,
  ended_at         timestamptz,
  duration_seconds int,
  delete_after     timestamptz not null,
  failure          text,
  deletion         text,
  deleted_at       timestamptz,
  check (state not in ('RECORDING', 'KEPT') or provider_sid is not null),
  check (state not in ('DELETING', 'DELETED') or deletion is not null),
  check ((state = 'DELETED') = (deleted_at is not null))
);

-- Nothing is recorded without the consumer's yes to a question of that very attempt, whatever the code above thinks.
create function recording_is_agreed() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from recording_decision d join recording_question q on q.attempt_id = d.attempt_id
    where d.id = new.decision_id and d.attempt_id = new.attempt_id and d.verdict = 'RECORD') then
    raise exception 'a recording needs the consumer''s consent';
  end if;
  return new;
end $$;
create trigger recording_is_agreed before insert on recording for each row execute function recording_is_agreed();
