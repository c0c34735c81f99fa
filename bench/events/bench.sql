-- A role and a schema for each number of partitions, with the rights deploy/postgres/bootstrap.sql gives a service.
-- They are several, because a service's facts never change the number of partitions they travel in.
set client_min_messages = warning;

select format('create role leadflip_bench_p%s login nosuperuser nocreatedb nocreaterole noreplication', partitions)
from unnest(array[1, 2, 4, 8]) as counts(partitions)
where not exists (select from pg_roles where rolname = 'leadflip_bench_p' || partitions)
\gexec

select format(statement, 'bench_p' || partitions, current_database())
from unnest(array[1, 2, 4, 8]) as counts(partitions)
cross join unnest(array[
    'grant connect on database %2$I to leadflip_%1$s',
    'create schema %1$I authorization leadflip_migrator',
    'grant usage on schema %1$I to leadflip_%1$s',
    'alter default privileges for role leadflip_migrator in schema %1$I grant select, insert, update, delete, truncate on tables to leadflip_%1$s',
    'alter default privileges for role leadflip_migrator in schema %1$I grant usage, select on sequences to leadflip_%1$s',
    'alter role leadflip_%1$s set search_path = %1$I, public',
    'alter role leadflip_%1$s set statement_timeout = ''8s''',
    'alter role leadflip_%1$s set idle_in_transaction_session_timeout = ''60s'''
]) as statements(statement)
\gexec
