package io.leadflip.matching.directory;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The degrees around a point that surely hold everything within a radius: what the index searches
/// before distances are measured.
///
/// A little too large on purpose (1 %), cut at the antimeridian, and as wide as the world near a
/// pole.
record CoverageBox(List<Rectangle> rectangles) {
    /// Shorter than any degree of latitude on the ellipsoid, so that the box is never too small.
    private static final double METRES_PER_DEGREE = 110_500;

    private static final double MARGIN = 1.01;

    record Rectangle(double west, double south, double east, double north) {
        private String wkt() {
            return String.format(
                    Locale.ROOT,
                    "((%1$.7f %2$.7f, %3$.7f %2$.7f, %3$.7f %4$.7f, %1$.7f %4$.7f, %1$.7f %2$.7f))",
                    west,
                    south,
                    east,
                    north);
        }

        boolean contains(double latitude, double longitude) {
            return south <= latitude && latitude <= north && west <= longitude && longitude <= east;
        }
    }

    CoverageBox {
        rectangles = List.copyOf(rectangles);
    }

    static CoverageBox around(double latitude, double longitude, double radiusMetres) {
        var height = radiusMetres * MARGIN / METRES_PER_DEGREE;
        var south = Math.max(latitude - height, -90);
        var north = Math.min(latitude + height, 90);
        if (south == -90 || north == 90) {
            return new CoverageBox(List.of(new Rectangle(-180, south, 180, north)));
        }
        var width = height / Math.cos(Math.toRadians(Math.max(Math.abs(south), Math.abs(north))));
        return new CoverageBox(cut(longitude - width, south, longitude + width, north));
    }

    private static List<Rectangle> cut(double west, double south, double east, double north) {
        if (east - west >= 360) {
            return List.of(new Rectangle(-180, south, 180, north));
        }
        if (west < -180) {
            return List.of(
                    new Rectangle(west + 360, south, 180, north),
                    new Rectangle(-180, south, east, north));
        }
        if (east > 180) {
            return List.of(
                    new Rectangle(west, south, 180, north),
                    new Rectangle(-180, south, east - 360, north));
        }
        return List.of(new Rectangle(west, south, east, north));
    }

    boolean contains(double latitude, double longitude) {
        return rectangles.stream().anyMatch(rectangle -> rectangle.contains(latitude, longitude));
    }

    /// Well-known text, as PostGIS reads it.
    String wkt() {
        return rectangles.stream()
                .map(Rectangle::wkt)
                .collect(Collectors.joining(", ", "MULTIPOLYGON(", ")"));
    }
}
