/// Runs calls: carries events to a session on its event loop, and its effects to the outside.
package io.leadflip.media.live;
