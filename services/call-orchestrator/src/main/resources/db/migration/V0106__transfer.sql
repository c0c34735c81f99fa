-- A consumer asked for a person in a call: whether one may come on the line, or why not, and what came of it.
-- No phone stands here: it is asked for again at the moment it is dialled.
create table transfer (
  attempt_id   uuid        primary key references attempt,
  state        text        not null check (state in ('REFUSED', 'AGREED', 'DIALLING', 'CONNECTED', 'UNANSWERED', 'ENDED')),
  reason       text,
  line_key     text,
  decided_at   timestamptz not null,
  dialled_at   timestamptz,
  connected_at timestamptz,
  ended_at     timestamptz,
  seconds      int,
  check ((state = 'REFUSED') = (reason is not null)),
  check (state in ('REFUSED', 'AGREED') or (line_key is not null and dialled_at is not null))
);
create index transfer_by_line on transfer (line_key, dialled_at) where line_key is not null;
