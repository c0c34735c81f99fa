/// What becomes of the line when its media stream is over.
package io.leadflip.calls.ending;
