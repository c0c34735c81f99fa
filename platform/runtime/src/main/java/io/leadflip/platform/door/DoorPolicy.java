package io.leadflip.platform.door;

import io.leadflip.contracts.event.Source;
import java.util.List;
import java.util.Map;

/// Which caller may use which method of a door; what is not named is not allowed.
///
/// @param allow by service name: `METHOD /path`, where `*` stands for one path segment
record DoorPolicy(Map<String, List<String>> allow) {
    boolean allows(Source caller, String method, String path) {
        return allow.getOrDefault(caller.wire(), List.of()).stream()
                .anyMatch(rule -> matches(rule, method, path));
    }

    private static boolean matches(String rule, String method, String path) {
        var words = rule.trim().split("\\s+", 2);
        return words.length == 2
                && words[0].equals(method)
                && matches(words[1].split("/"), path.split("/"));
    }

    private static boolean matches(String[] pattern, String[] path) {
        if (pattern.length != path.length) {
            return false;
        }
        for (var i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equals(path[i])) {
                return false;
            }
        }
        return true;
    }
}
