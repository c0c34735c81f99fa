package io.leadflip.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryFieldsTest {
    private final Map<String, String> usual = new LinkedHashMap<>();

    EntryFieldsTest() {
        usual.put("id", "1");
        usual.put("data", "{}");
        usual.put("note", null);
    }

    @Test
    void shouldBeTheMapItWasCopiedFrom() {
        // When
        var fields = EntryFields.copyOf(usual);
        // Then
        assertThat(fields).isEqualTo(usual).hasSameHashCodeAs(usual).hasSize(3);
        assertThat(fields.keySet()).containsExactly("id", "data", "note");
        assertThat(fields.get("data")).isEqualTo("{}");
        assertThat(fields.get("other")).isNull();
        assertThat(fields.containsKey("note")).isTrue();
        assertThat(fields.getOrDefault("note", "none")).isNull();
        assertThat(fields.getOrDefault("other", "none")).isEqualTo("none");
    }

    @Test
    void shouldTellItsFieldsInOrder() {
        // Given
        var told = new ArrayList<String>();
        // When
        EntryFields.copyOf(usual).forEach((name, value) -> told.add(name + "=" + value));
        // Then
        assertThat(told).containsExactly("id=1", "data={}", "note=null");
    }

    @Test
    void shouldNotFollowLaterChanges() {
        // Given
        var fields = EntryFields.copyOf(usual);
        // When
        usual.put("id", "2");
        // Then
        assertThat(fields.get("id")).isEqualTo("1");
        assertThatThrownBy(() -> fields.put("id", "3"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> fields.entrySet().iterator().next().setValue("3"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldRefuseNamesWithoutValues() {
        assertThatThrownBy(() -> EventEntry.ofValues("1", "lead-intake"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
