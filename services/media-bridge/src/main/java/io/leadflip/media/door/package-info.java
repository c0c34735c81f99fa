/// The internal door of call-orchestrator.
package io.leadflip.media.door;
