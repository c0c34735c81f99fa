package io.leadflip.contracts.value;

/// A coarse place: a ZIP code's centre, never a street address.
///
/// @param zip five-digit US ZIP code
/// @param city the ZIP's place name
/// @param state two-letter USPS code
/// @param latitude degrees north of the ZIP's centroid
/// @param longitude degrees east of the ZIP's centroid
/// @param timeZone IANA zone id
public record Place(
        String zip,
        String city,
        String state,
        double latitude,
        double longitude,
        String timeZone) {}
