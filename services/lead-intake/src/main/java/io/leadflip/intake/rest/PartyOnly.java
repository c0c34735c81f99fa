package io.leadflip.intake.rest;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/// For both sides of the call in the path, and admins; asked before anything is streamed.
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@interface PartyOnly {}
