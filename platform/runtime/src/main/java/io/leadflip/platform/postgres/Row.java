package io.leadflip.platform.postgres;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/// One row of a result; columns count from 0, SQL `null` is Java `null`.
public final class Row {
    private final Object[] columns;

    Row(Object[] columns) {
        this.columns = columns;
    }

    public Object raw(int column) {
        return columns[column];
    }

    public UUID uuid(int column) {
        return (UUID) columns[column];
    }

    public String text(int column) {
        return (String) columns[column];
    }

    public Instant instant(int column) {
        return columns[column] instanceof OffsetDateTime time ? time.toInstant() : null;
    }

    public Integer integer(int column) {
        return columns[column] instanceof Number number ? Integer.valueOf(number.intValue()) : null;
    }

    public Long bigint(int column) {
        return columns[column] instanceof Number number ? Long.valueOf(number.longValue()) : null;
    }

    public BigDecimal decimal(int column) {
        return columns[column] instanceof Number number ? new BigDecimal(number.toString()) : null;
    }

    public Double real(int column) {
        return columns[column] instanceof Number number
                ? Double.valueOf(number.doubleValue())
                : null;
    }

    public boolean bool(int column) {
        return Boolean.TRUE.equals(columns[column]);
    }

    public JsonObject json(int column) {
        return (JsonObject) columns[column];
    }
}
