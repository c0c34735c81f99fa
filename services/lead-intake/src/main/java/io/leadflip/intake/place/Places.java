package io.leadflip.intake.place;

import io.leadflip.contracts.value.Place;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Every US ZIP code with its place, read once from the bundled data set (see `src/place-data`).
///
/// Kept as parallel arrays ordered by ZIP code: 41,000 places in about 2 MB.
@Startup
@ApplicationScoped
public class Places {
    private static final String DATA = "/place/us-zips.csv.gz";

    private final int[] zips;
    private final String[] cities;
    private final String[] states;
    private final float[] latitudes;
    private final float[] longitudes;
    private final String[] zones;
    private final Map<String, Integer> central = new HashMap<>();

    public Places() {
        var rows = read();
        zips = rows.stream().mapToInt(row -> Integer.parseInt(row[0])).toArray();
        cities = column(rows, 1);
        states = column(rows, 2);
        latitudes = new float[zips.length];
        longitudes = new float[zips.length];
        for (int i = 0; i < zips.length; i++) {
            latitudes[i] = Float.parseFloat(rows.get(i)[3]);
            longitudes[i] = Float.parseFloat(rows.get(i)[4]);
        }
        zones = column(rows, 5);
        indexCities();
    }

    /// The place of a five-digit ZIP code; empty when there is none.
    public Optional<Place> ofZip(String zip) {
        if (zip == null || !zip.matches("\\d{5}")) {
            return Optional.empty();
        }
        int found = Arrays.binarySearch(zips, Integer.parseInt(zip));
        return found < 0 ? Optional.empty() : Optional.of(at(found));
    }

    /// The middle ZIP code of a city; a city without its state is not enough, since many share a
    /// name.
    public Optional<Place> ofCity(String city, String state) {
        return Optional.ofNullable(central.get(key(city, state))).map(this::at);
    }

    private Place at(int index) {
        return new Place(
                "%05d".formatted(zips[index]),
                cities[index],
                states[index],
                degrees(latitudes[index]),
                degrees(longitudes[index]),
                zones[index]);
    }

    private static double degrees(float value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private void indexCities() {
        var members = new HashMap<String, List<Integer>>();
        for (int i = 0; i < zips.length; i++) {
            members.computeIfAbsent(key(cities[i], states[i]), none -> new ArrayList<>()).add(i);
        }
        members.forEach((key, all) -> central.put(key, all.get(all.size() / 2)));
    }

    private static String key(String city, String state) {
        return city.trim().toLowerCase(Locale.ROOT) + "," + state.trim().toUpperCase(Locale.ROOT);
    }

    private static String[] column(List<String[]> rows, int column) {
        return rows.stream().map(row -> row[column].intern()).toArray(String[]::new);
    }

    private static List<String[]> read() {
        try (var file = Places.class.getResourceAsStream(DATA);
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> line.split(",")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The bundled place data cannot be read: " + DATA, e);
        }
    }
}
