package io.leadflip.media.bridge;

/// Where the connection to the voice model stands.
enum ModelLink {
    NONE,
    CONNECTING,
    CONFIGURING,
    READY,
    /// Lost, and to be replaced.
    BETWEEN,
    GONE
}
