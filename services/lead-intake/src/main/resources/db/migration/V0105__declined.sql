-- Who declined a call, or showed no interest in it, is phoned by nobody about that lead any more; whichever business the call was for.
alter table call_request add column declined boolean not null default false;
update call_request set declined = true where outcome in ('DECLINED', 'OPTED_OUT');
