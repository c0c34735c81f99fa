-- Prepares one database for LeadFlip: extensions, roles, schemas and rights. Safe to run again at any time.
--
-- Run by an administrator, once per database and after every change of this file:
--   psql -v ON_ERROR_STOP=1 -v migrator_password=… -v intake_password=… -v matching_password=… \
--        -v calls_password=… -v notify_password=… -d leadflip -f bootstrap.sql
-- A password that is not given leaves the role's password as it is.
--
-- Tables are created later, by the services' migrations, as leadflip_migrator. Each service's own role may read and
-- change rows in its own schema and nothing else; media-bridge has no role because it owns nothing durable.

set client_min_messages = warning;

create extension if not exists postgis schema public;
create extension if not exists btree_gist schema public;

select format('create role %I login nosuperuser nocreatedb nocreaterole noreplication', name)
from unnest(array['leadflip_migrator', 'leadflip_intake', 'leadflip_matching', 'leadflip_calls', 'leadflip_notify'])
    as roles(name)
where not exists (select from pg_roles where rolname = name)
\gexec

\if :{?migrator_password}
alter role leadflip_migrator password :'migrator_password';
\endif
\if :{?intake_password}
alter role leadflip_intake password :'intake_password';
\endif
\if :{?matching_password}
alter role leadflip_matching password :'matching_password';
\endif
\if :{?calls_password}
alter role leadflip_calls password :'calls_password';
\endif
\if :{?notify_password}
alter role leadflip_notify password :'notify_password';
\endif

-- An administrator who is no superuser (managed PostgreSQL) must be a member to hand schemas to the migrator.
select format('grant leadflip_migrator to %I', current_user)
where not (select rolsuper from pg_roles where rolname = current_user)
\gexec

select format('revoke all on database %I from public', current_database())
\gexec
select format(
    'grant connect on database %I to leadflip_migrator, leadflip_intake, leadflip_matching, leadflip_calls, leadflip_notify',
    current_database())
\gexec
revoke create on schema public from public;
grant usage on schema public to public;

create schema if not exists intake authorization leadflip_migrator;
create schema if not exists matching authorization leadflip_migrator;
create schema if not exists calls authorization leadflip_migrator;
create schema if not exists notify authorization leadflip_migrator;

-- What each service's role may do in its own schema: now and with every table a later migration adds.
select format(statement, service)
from unnest(array['intake', 'matching', 'calls', 'notify']) as services(service)
cross join unnest(array[
    'revoke all on schema %1$I from public',
    'grant usage on schema %1$I to leadflip_%1$s',
    'grant select, insert, update, delete on all tables in schema %1$I to leadflip_%1$s',
    'grant usage, select on all sequences in schema %1$I to leadflip_%1$s',
    'alter default privileges for role leadflip_migrator in schema %1$I grant select, insert, update, delete on tables to leadflip_%1$s',
    'alter default privileges for role leadflip_migrator in schema %1$I grant usage, select on sequences to leadflip_%1$s',
    'alter role leadflip_%1$s set search_path = %1$I, public',
    'alter role leadflip_%1$s set statement_timeout = ''8s''',
    'alter role leadflip_%1$s set idle_in_transaction_session_timeout = ''10s'''
]) as statements(statement)
\gexec

-- A migration that cannot get its lock gives up instead of queueing every request behind it.
alter role leadflip_migrator set lock_timeout = '5s';
