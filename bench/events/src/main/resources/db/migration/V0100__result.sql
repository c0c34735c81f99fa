-- What handling an event comes to: one row. The peer's workers write the same row into the same table.
create table result (
  event_id uuid primary key,
  subject  text not null,
  data     text not null
);
