package io.leadflip.intake.contact;

/// Where and how a consent was given.
///
/// @param network address the act came from
/// @param page where the text was shown
public record Evidence(String network, String userAgent, String page) {}
