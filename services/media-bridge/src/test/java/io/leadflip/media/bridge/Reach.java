package io.leadflip.media.bridge;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/// How much an object holds on to: objects, elements and characters that can be reached from it
/// through our own types and the collections and texts they keep. Not bytes, but it grows when they
/// do, and is the same at every run.
final class Reach {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> waiting = new ArrayDeque<>();
    private long found;

    private Reach() {}

    static long of(Object root) {
        Reach reach = new Reach();
        reach.found(root);
        while (!reach.waiting.isEmpty()) {
            reach.look(reach.waiting.removeFirst());
        }
        return reach.found;
    }

    private void found(Object object) {
        if (object != null && !(object instanceof Enum) && seen.add(object)) {
            waiting.addLast(object);
        }
    }

    private void look(Object object) {
        found++;
        switch (object) {
            case CharSequence text -> found += text.length();
            case Map<?, ?> map ->
                    map.forEach(
                            (key, value) -> {
                                found(key);
                                found(value);
                            });
            case Collection<?> all -> all.forEach(this::found);
            case Object array when array.getClass().isArray() -> elements(array);
            case Object ours when ours.getClass().getName().startsWith("io.leadflip.") ->
                    fields(ours);
            case Object other -> {}
        }
    }

    private void elements(Object array) {
        found += Array.getLength(array);
        if (array instanceof Object[] objects) {
            for (Object each : objects) {
                found(each);
            }
        }
    }

    private void fields(Object object) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    found(valueOf(field, object));
                }
            }
        }
    }

    private static Object valueOf(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("What " + field + " holds cannot be seen", e);
        }
    }
}
