package io.leadflip.deploy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The defaults a service's configuration interface gives, read from its source: what is said twice
/// must be said alike, and no service may know another's code.
final class Defaults {
    private static final Pattern SETTING =
            Pattern.compile(
                    "@WithDefault\\(\"([^\"]*)\"\\)\\s+(?:@[\\w.]+(?:\\([^)]*\\))?\\s+)*[\\w<>]+ (\\w+)\\(\\);");

    private Defaults() {}

    /// By the names of the methods.
    static Map<String, String> of(Path source) {
        return in(Project.text(source));
    }

    /// Those of one interface within the file.
    static Map<String, String> of(Path source, String name) {
        var text = Project.text(source);
        var begin = text.indexOf("interface " + name + " {");
        return in(text.substring(begin, text.indexOf('}', begin)));
    }

    private static Map<String, String> in(String text) {
        var defaults = new LinkedHashMap<String, String>();
        SETTING.matcher(text)
                .results()
                .forEach(found -> defaults.put(found.group(2), found.group(1)));
        return defaults;
    }
}
