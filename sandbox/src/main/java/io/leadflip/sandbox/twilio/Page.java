package io.leadflip.sandbox.twilio;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One page of a list, in Twilio's envelope.
record Page(int number, int size) {
    static Page asked(RoutingContext context) {
        Form query = Form.of(context.queryParams());
        return new Page(
                query.number("Page", 0, 0, 1_000_000).orElse(0),
                query.number("PageSize", 50, 1, 1000).orElse(50));
    }

    JsonObject of(String name, List<JsonObject> all, RoutingContext context) {
        int start = Math.min(number * size, all.size());
        int end = Math.min(start + size, all.size());
        return new JsonObject()
                .put(name, new JsonArray(all.subList(start, end)))
                .put("page", number)
                .put("page_size", size)
                .put("start", start)
                .put("end", Math.max(start, end - 1))
                .put("uri", uri(context, number))
                .put("first_page_uri", uri(context, 0))
                .put("previous_page_uri", number == 0 ? null : uri(context, number - 1))
                .put("next_page_uri", end < all.size() ? uri(context, number + 1) : null);
    }

    private String uri(RoutingContext context, int page) {
        String filters =
                context.queryParams().entries().stream()
                        .filter(entry -> !entry.getKey().startsWith("Page"))
                        .map(Page::encoded)
                        .collect(Collectors.joining());
        return context.request().path() + "?PageSize=" + size + "&Page=" + page + filters;
    }

    private static String encoded(Map.Entry<String, String> entry) {
        return "&"
                + URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8);
    }
}
