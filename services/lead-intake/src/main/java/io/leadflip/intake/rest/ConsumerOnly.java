package io.leadflip.intake.rest;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Checked before the resource runs: only the consumer of the path's `leadId`, and admins. For
/// streams, whose refusals cannot follow their headers.
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface ConsumerOnly {}
