/// Start, health and orderly end of the process.
package io.leadflip.media.lifecycle;
