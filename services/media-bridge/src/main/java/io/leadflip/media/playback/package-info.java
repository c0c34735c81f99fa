/// How much of what was sent to the phone has been heard.
package io.leadflip.media.playback;
