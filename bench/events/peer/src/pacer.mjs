import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { micros } from './clock.mjs';

/**
 * Calls `send(index)` for each event of an open-loop schedule. A thread of its own keeps the time, because timers of
 * the event loop are a millisecond coarse and that would count against BullMQ.
 */
export function pace({ startAt, intervalMicros, events }, send) {
  return new Promise((resolve, reject) => {
    const thread = new Worker(fileURLToPath(import.meta.url), { workerData: { startAt, intervalMicros, events } });
    let next = 0;
    thread.on('message', (due) => {
      while (next < due) send(next++);
      if (next === events) resolve();
    });
    thread.on('error', reject);
  });
}

if (!isMainThread && workerData?.intervalMicros) {
  const { startAt, intervalMicros, events } = workerData;
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let sent = 0; sent < events; ) {
    const wait = startAt + sent * intervalMicros - micros();
    if (wait > 0) Atomics.wait(sleeper, 0, 0, wait / 1000);
    const due = Math.min(events, Math.floor((micros() - startAt) / intervalMicros) + 1);
    if (due > sent) {
      sent = due;
      parentPort.postMessage(sent);
    }
  }
}
