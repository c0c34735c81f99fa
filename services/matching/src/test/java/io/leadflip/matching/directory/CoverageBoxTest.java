package io.leadflip.matching.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CoverageBoxTest {
    private static final double EARTH_RADIUS = 6_371_008.8;

    @Property(tries = 2000)
    void shouldHoldEveryPointWithinRadius(
            @ForAll @DoubleRange(min = -89, max = 89) double latitude,
            @ForAll @DoubleRange(min = -180, max = 180) double longitude,
            @ForAll @DoubleRange(min = 1600, max = 161_000) double radius,
            @ForAll @DoubleRange(min = 0, max = 6.28) double bearing) {
        // Given
        var box = CoverageBox.around(latitude, longitude, radius);
        // When: as far as the radius goes on a sphere, a little less for the ellipsoid
        var point = travel(latitude, longitude, radius * 0.995, bearing);
        // Then
        assertThat(box.contains(point[0], point[1])).isTrue();
    }

    @Test
    void shouldCutBoxAtAntimeridian() {
        // When
        var box = CoverageBox.around(52, 179.9, 50_000);
        // Then
        assertThat(box.rectangles()).hasSize(2);
        assertThat(box.contains(52, -179.9)).isTrue();
        assertThat(box.contains(52, 0)).isFalse();
    }

    @Test
    void shouldSpellBoxForPostgis() {
        // When
        var box = new CoverageBox(List.of(new CoverageBox.Rectangle(-87, 39, -85, 41)));
        // Then
        assertThat(box.wkt())
                .isEqualTo(
                        "MULTIPOLYGON(((-87.0000000 39.0000000, -85.0000000 39.0000000, -85.0000000 41.0000000,"
                                + " -87.0000000 41.0000000, -87.0000000 39.0000000)))");
    }

    private static double[] travel(
            double latitude, double longitude, double metres, double bearing) {
        var angle = metres / EARTH_RADIUS;
        var from = Math.toRadians(latitude);
        var to =
                Math.asin(
                        Math.sin(from) * Math.cos(angle)
                                + Math.cos(from) * Math.sin(angle) * Math.cos(bearing));
        var east =
                Math.atan2(
                        Math.sin(bearing) * Math.sin(angle) * Math.cos(from),
                        Math.cos(angle) - Math.sin(from) * Math.sin(to));
        var turned = Math.toDegrees(east) + longitude;
        return new double[] {
            Math.toDegrees(to), turned > 180 ? turned - 360 : turned < -180 ? turned + 360 : turned
        };
    }
}
