package io.leadflip.bench.kit.report;

import io.leadflip.bench.kit.measure.Figures;
import io.leadflip.bench.kit.measure.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What a run has to say: tables to read, one JSON object to compute with.
///
/// @param facts machine, versions, options: all that a figure depends on
/// @param units by measure
/// @param ours the contestant that is set beside all others
public record Report(
        Map<String, Object> facts,
        Figures figures,
        List<Target> targets,
        Function<String, Unit> units,
        String ours) {
    private static final String ROW = "| %s | %s | %s | %s | %s | %d |%n";

    /// Markdown, which reads well on a terminal too.
    public String tables() {
        var text = new StringBuilder();
        text.append("| measure | unit | contestant | median | min … max | rounds |\n");
        text.append("|---|---|---|---:|---:|---:|\n");
        figures.measures().forEach(measure -> appendRows(text, measure));
        text.append("\n| target | wanted | measured | |\n|---|---:|---:|---|\n");
        targets.forEach(target -> appendTarget(text, target));
        return text.toString();
    }

    private void appendRows(StringBuilder text, String measure) {
        var unit = units.apply(measure);
        for (var contestant : figures.contestants(measure)) {
            var spread = figures.spread(measure, contestant);
            text.append(
                    ROW.formatted(
                            measure,
                            unit.text(),
                            contestant,
                            unit.number(spread.median()),
                            unit.number(spread.min()) + " … " + unit.number(spread.max()),
                            spread.runs()));
        }
    }

    private static void appendTarget(StringBuilder text, Target target) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "| %s | %s %,.2f | %,.2f | %s |%n",
                        target.name(),
                        target.bound().sign(),
                        target.wanted(),
                        target.measured(),
                        target.reached() ? "reached" : "missed"));
    }

    /// All of it in one line.
    public String json() {
        var root = Json.MAPPER.createObjectNode();
        root.set("facts", Json.MAPPER.valueToTree(facts));
        root.set("figures", Json.MAPPER.valueToTree(spreads()));
        root.set("ratios", Json.MAPPER.valueToTree(ratios()));
        root.set("targets", Json.MAPPER.valueToTree(targets));
        return root.toString();
    }

    private Map<String, Map<String, Spread>> spreads() {
        var all = new LinkedHashMap<String, Map<String, Spread>>();
        for (var measure : figures.measures()) {
            var row = new LinkedHashMap<String, Spread>();
            figures.contestants(measure)
                    .forEach(name -> row.put(name, figures.spread(measure, name)));
            all.put(measure, row);
        }
        return all;
    }

    /// Ours over everybody else's, round by round.
    private Map<String, Map<String, Spread>> ratios() {
        var all = new LinkedHashMap<String, Map<String, Spread>>();
        for (var measure : figures.measures()) {
            if (figures.has(measure, ours)) {
                var row = new LinkedHashMap<String, Spread>();
                figures.contestants(measure).stream()
                        .filter(name -> !name.equals(ours))
                        .forEach(name -> put(row, name, figures.ratio(measure, ours, name)));
                all.put(measure, row);
            }
        }
        return all;
    }

    /// Nothing over nothing is no ratio.
    private static void put(Map<String, Spread> row, String name, Spread ratio) {
        if (Double.isFinite(ratio.min()) && Double.isFinite(ratio.max())) {
            row.put(name, ratio);
        }
    }
}
