package io.leadflip.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `.env.example`: sentences, then a line `# read by: … | secret: …`, then the variable.
final class EnvironmentExample {
    private static final Pattern READERS =
            Pattern.compile("# read by: (.+?)( \\(the framework\\))? \\| secret: (yes|no)");
    private static final Pattern ASSIGNMENT = Pattern.compile("(#?)([A-Z][A-Z0-9_]*)=(.*)");

    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final List<String> sentences = new ArrayList<>();
    private Matcher readers;

    private EnvironmentExample() {}

    static EnvironmentExample read() {
        var example = new EnvironmentExample();
        Project.text(Project.path(".env.example")).lines().forEach(example::take);
        return example;
    }

    Map<String, Variable> variables() {
        return variables;
    }

    Set<String> neededBy(String service) {
        return variables.values().stream()
                .filter(variable -> variable.isNeededBy(service) && !variable.isForMigrationsOnly())
                .map(Variable::name)
                .collect(Collectors.toSet());
    }

    Set<String> secrets() {
        return variables.values().stream()
                .filter(Variable::secret)
                .map(Variable::name)
                .collect(Collectors.toSet());
    }

    private void take(String line) {
        var who = READERS.matcher(line);
        var assignment = ASSIGNMENT.matcher(line);
        if (who.matches()) {
            readers = who;
        } else if (assignment.matches()) {
            add(assignment);
        } else if (line.startsWith("# ")) {
            sentences.add(line.substring(2));
        } else {
            forget();
        }
    }

    private void add(Matcher assignment) {
        var name = assignment.group(2);
        if (readers == null) {
            throw new IllegalStateException(
                    name + " has no line '# read by: … | secret: …' above it");
        }
        var variable =
                new Variable(
                        name,
                        String.join(" ", sentences),
                        services(readers.group(1)),
                        readers.group(2) != null,
                        readers.group(3).equals("yes"),
                        !assignment.group(1).isEmpty(),
                        assignment.group(3));
        if (variables.put(name, variable) != null) {
            throw new IllegalStateException(name + " stands twice in .env.example");
        }
        forget();
    }

    private void forget() {
        readers = null;
        sentences.clear();
    }

    private static Set<String> services(String list) {
        return list.equals("all") ? Set.copyOf(Project.SERVICES) : Set.of(list.split(", "));
    }
}
