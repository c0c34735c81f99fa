-- Orders of operators that nobody is dialled. At most one of a kind holds; none is ever removed, and once lifted none changes.

create table halt (
  id        uuid        primary key,
  scope     text        not null check (scope in ('PLATFORM', 'BUSINESS', 'PURPOSE')),
  subject   text        not null default '',
  reason    text        not null check (char_length(reason) between 1 and 500),
  placed_by text        not null,
  placed_at timestamptz not null,
  lifted_by text,
  lifted_at timestamptz,
  check ((scope = 'PLATFORM') = (subject = '')),
  check ((lifted_by is null) = (lifted_at is null))
);
create unique index halt_holding on halt (scope, subject) where lifted_at is null;

create function keep_halt() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.lifted_at is not null
      or (new.id, new.scope, new.subject, new.reason, new.placed_by, new.placed_at)
         is distinct from (old.id, old.scope, old.subject, old.reason, old.placed_by, old.placed_at) then
    raise exception 'a halt is only ever lifted';
  end if;
  return new;
end $$;
create trigger halt_is_evidence before update or delete on halt for each row execute function keep_halt();
