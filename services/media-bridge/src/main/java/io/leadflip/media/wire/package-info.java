/// WebSocket frames as bytes: the lane on which audio passes without becoming text.
package io.leadflip.media.wire;
