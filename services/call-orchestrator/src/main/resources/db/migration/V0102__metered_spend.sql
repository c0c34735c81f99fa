-- What an attempt was seen to cost before all of it is known: a conversation's telephony is, its model's tokens are not yet.
alter table spend add column metered_usd numeric(12, 6) not null default 0;
