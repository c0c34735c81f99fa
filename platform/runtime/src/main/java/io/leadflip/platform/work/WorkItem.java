package io.leadflip.platform.work;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/// One claimed piece of work.
///
/// @param key what the work is about; unique within its kind
/// @param attempt the number of this try, from 1
/// @param fence grows with every claim; a claimer with an older fence has lost the work
public record WorkItem(
        UUID id, String kind, String key, JsonObject payload, int attempt, long fence) {}
