-- How a media stream ended for whoever is on the line: with which reason the bridge had the call hung up, and what the provider
-- was told to do with the line then. Decided once: who asks again is told the same.
create table stream_end (
  attempt_id uuid        primary key references attempt,
  leave      text,
  decision   text        check (decision in ('HANG_UP', 'APOLOGIZE', 'PUT_THROUGH')),
  decided_at timestamptz,
  check ((decision is null) = (decided_at is null)),
  check (leave is not null or decision is not null)
);
