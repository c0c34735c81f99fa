package io.leadflip.platform.work;

/// Which work of a kind gets its turn first. A step is worth a minute of waiting: work of low
/// priority goes before work of high priority that became due more than two minutes later.
public enum Priority {
    HIGH,
    NORMAL,
    LOW
}
