/// What the bridge tells through Redis: facts of calls, and its free places.
package io.leadflip.media.stream;
