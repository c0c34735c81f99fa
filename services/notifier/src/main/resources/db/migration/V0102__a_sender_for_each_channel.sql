-- What was to be sent by one kind of work is sent by one for each channel.
update work set kind = case n.channel when 'SMS' then 'send-sms' else 'send-email' end
from notification n where work.kind = 'send' and work.key = n.id::text;
