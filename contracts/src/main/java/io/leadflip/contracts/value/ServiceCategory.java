package io.leadflip.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;

/// The trades of the marketplace.
public enum ServiceCategory {
    PLUMBING,
    ELECTRICAL,
    HVAC,
    LAWN_CARE,
    LANDSCAPING,
    HOUSE_CLEANING,
    PEST_CONTROL,
    ROOFING,
    PAINTING,
    HANDYMAN,
    CARPENTRY,
    FLOORING,
    APPLIANCE_REPAIR,
    GARAGE_DOOR,
    LOCKSMITH,
    WINDOW_WASHING,
    GUTTER_CLEANING,
    TREE_SERVICE,
    SNOW_REMOVAL,
    MOVING,
    JUNK_REMOVAL,
    GENERAL_CONTRACTOR,
    OTHER;

    private static final Map<String, ServiceCategory> OTHER_SPELLINGS =
            Map.ofEntries(
                    Map.entry("CLEANING", HOUSE_CLEANING),
                    Map.entry("MAID_SERVICE", HOUSE_CLEANING),
                    Map.entry("LAWN", LAWN_CARE),
                    Map.entry("MOWING", LAWN_CARE),
                    Map.entry("PLUMBER", PLUMBING),
                    Map.entry("ELECTRICIAN", ELECTRICAL),
                    Map.entry("HEATING", HVAC),
                    Map.entry("COOLING", HVAC),
                    Map.entry("AIR_CONDITIONING", HVAC),
                    Map.entry("ROOFER", ROOFING),
                    Map.entry("PAINTER", PAINTING),
                    Map.entry("EXTERMINATOR", PEST_CONTROL),
                    Map.entry("CONTRACTOR", GENERAL_CONTRACTOR),
                    Map.entry("REMODELING", GENERAL_CONTRACTOR),
                    Map.entry("TREE_REMOVAL", TREE_SERVICE),
                    Map.entry("SNOW_PLOWING", SNOW_REMOVAL),
                    Map.entry("MOVERS", MOVING),
                    Map.entry("HAULING", JUNK_REMOVAL));

    /// The spelling on the wire: lower case with underscores.
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the wire spelling or one of the other spellings people use; spaces and hyphens count
    /// as underscores.
    ///
    /// @throws IllegalArgumentException when the word is no trade we know
    @JsonCreator
    public static ServiceCategory of(String word) {
        var name = word.trim().toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        var other = OTHER_SPELLINGS.get(name);
        return other != null ? other : valueOf(name);
    }
}
