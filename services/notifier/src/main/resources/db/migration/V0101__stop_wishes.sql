-- Wishes not to get texts any more, by the id of the text that said so. The phone goes as soon as the contact book has it.
create table stop_wish (
    id       text primary key,
    phone    text,
    heard_at timestamptz not null
);
