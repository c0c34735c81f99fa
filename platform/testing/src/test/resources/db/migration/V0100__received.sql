create table received (
  position   bigint generated always as identity primary key,
  event_id   uuid not null,
  key        text not null,
  sequence   bigint not null
);

create table marker (
  id uuid primary key
);
