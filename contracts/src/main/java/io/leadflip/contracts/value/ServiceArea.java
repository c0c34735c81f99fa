package io.leadflip.contracts.value;

import java.util.List;

/// Where a business works: a radius around its own point, and any ZIP codes named beside it.
///
/// @param latitude degrees north of the business
/// @param longitude degrees east of the business
/// @param radiusMiles 1–100
/// @param zips five-digit ZIP codes served whatever their distance; may be empty
public record ServiceArea(
        double latitude, double longitude, double radiusMiles, List<String> zips) {
    public ServiceArea {
        zips = zips == null ? List.of() : List.copyOf(zips);
    }
}
