package io.leadflip.intake.contact;

import java.time.Duration;

/// What a consumer did to consent: the words they agreed to, for how long, and how that is known.
public record ConsentAct(ConsentText text, Duration validFor, Evidence evidence) {}
