-- What recording an attempt cost; known when the recording is over, which may be after everything else was settled.
alter table spend
  add column recorded_usd numeric(12, 6) not null default 0 check (recorded_usd >= 0);
