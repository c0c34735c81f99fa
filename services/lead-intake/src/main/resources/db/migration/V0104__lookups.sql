-- Every call permit asks whether the match was declined in an earlier call, and every message permit whether the sender wants messages.
create index call_request_by_match on call_request (match_id);
create index consent_to_messages on consent (lead_id, granted_at desc) where kind = 'SERVICE_MESSAGES';
