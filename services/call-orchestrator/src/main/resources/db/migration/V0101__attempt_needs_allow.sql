-- No phone is dialled without the gate's ALLOW for that very attempt, whatever the code above thinks.

create function attempt_is_allowed() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from contact_decision
    where id = new.decision_id and call_id = new.call_id and attempt_id = new.id and verdict = 'ALLOW') then
    raise exception 'an attempt needs a decision that allows it';
  end if;
  return new;
end $$;
create trigger attempt_is_allowed before insert on attempt
  for each row execute function attempt_is_allowed();
