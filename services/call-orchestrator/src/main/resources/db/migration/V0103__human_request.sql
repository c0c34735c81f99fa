-- Consumers who asked for a person during a call: what is to be done after it.
create table human_request (
  attempt_id uuid        primary key references attempt,
  asked_at   timestamptz not null
);
