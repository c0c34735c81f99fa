package io.leadflip.matching.directory;

import io.leadflip.contracts.value.ServiceCategory;

/// The numbers under which trades stand in the index. They are stored: never renumber, only append.
final class TradeIds {
    private TradeIds() {}

    static int of(ServiceCategory category) {
        return switch (category) {
            case PLUMBING -> 1;
            case ELECTRICAL -> 2;
            case HVAC -> 3;
            case LAWN_CARE -> 4;
            case LANDSCAPING -> 5;
            case HOUSE_CLEANING -> 6;
            case PEST_CONTROL -> 7;
            case ROOFING -> 8;
            case PAINTING -> 9;
            case HANDYMAN -> 10;
            case CARPENTRY -> 11;
            case FLOORING -> 12;
            case APPLIANCE_REPAIR -> 13;
            case GARAGE_DOOR -> 14;
            case LOCKSMITH -> 15;
            case WINDOW_WASHING -> 16;
            case GUTTER_CLEANING -> 17;
            case TREE_SERVICE -> 18;
            case SNOW_REMOVAL -> 19;
            case MOVING -> 20;
            case JUNK_REMOVAL -> 21;
            case GENERAL_CONTRACTOR -> 22;
            case OTHER -> 23;
        };
    }
}
