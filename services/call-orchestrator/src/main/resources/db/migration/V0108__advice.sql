-- Questions of the agent to the advisor: how many an attempt has asked, and what they cost beside everything else.
alter table spend
  add column questions   int            not null default 0 check (questions >= 0),
  add column advised_usd numeric(12, 6) not null default 0 check (advised_usd >= 0);
