package io.leadflip.calls.spend;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

class PriceTableProvider {
    @Produces
    @Singleton
    PriceTable prices(SpendSettings settings) {
        return PriceTable.load(settings.priceTable());
    }
}
