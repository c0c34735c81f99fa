-- The benchmark's own role and schema, with the rights deploy/postgres/bootstrap.sql gives a service.
set client_min_messages = warning;

select 'create role leadflip_bench login nosuperuser nocreatedb nocreaterole noreplication'
where not exists (select from pg_roles where rolname = 'leadflip_bench')
\gexec
select format('grant connect on database %I to leadflip_bench', current_database())
\gexec
create schema bench authorization leadflip_migrator;
grant usage on schema bench to leadflip_bench;
alter default privileges for role leadflip_migrator in schema bench grant select, insert, update, delete, truncate on tables to leadflip_bench;
alter default privileges for role leadflip_migrator in schema bench grant usage, select on sequences to leadflip_bench;
alter role leadflip_bench set search_path = bench, public;
alter role leadflip_bench set statement_timeout = '30s';
alter role leadflip_bench set idle_in_transaction_session_timeout = '60s';
