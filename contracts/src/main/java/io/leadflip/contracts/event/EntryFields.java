package io.leadflip.contracts.event;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

/// The few fields of an entry in their order, found by looking through them: for a dozen names that
/// is quicker, and far smaller, than hashing. Immutable.
final class EntryFields extends AbstractMap<String, String> {
    private final String[] names;
    private final String[] values;

    /// @param names each once; like `values` never changed afterwards
    EntryFields(String[] names, String[] values) {
        if (names.length != values.length) {
            throw new IllegalArgumentException(
                    "%d names for %d values".formatted(names.length, values.length));
        }
        this.names = names;
        this.values = values;
    }

    static EntryFields copyOf(Map<String, String> fields) {
        return fields instanceof EntryFields same
                ? same
                : new EntryFields(
                        fields.keySet().toArray(String[]::new),
                        fields.values().toArray(String[]::new));
    }

    @Override
    public String get(Object name) {
        var at = indexOf(name);
        return at < 0 ? null : values[at];
    }

    @Override
    public String getOrDefault(Object name, String otherwise) {
        var at = indexOf(name);
        return at < 0 ? otherwise : values[at];
    }

    @Override
    public boolean containsKey(Object name) {
        return indexOf(name) >= 0;
    }

    private int indexOf(Object name) {
        for (var i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (var i = 0; i < names.length; i++) {
            action.accept(names[i], values[i]);
        }
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, String>> iterator() {
                return new InOrder();
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }

    private final class InOrder implements Iterator<Map.Entry<String, String>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var at = next++;
            return new SimpleImmutableEntry<>(names[at], values[at]);
        }
    }
}
