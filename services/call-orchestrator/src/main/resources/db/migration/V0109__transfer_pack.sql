-- By which version of the rules it was decided, as contact decisions say it. The default is for rows that are older than the column.
alter table transfer add column pack text not null default 'not recorded';
