import { line, connection } from './bullmq.mjs';
import { cloudEvents } from './events.mjs';
import { micros } from './clock.mjs';
import { pace } from './pacer.mjs';

const { major, redis, autoPipelining } = JSON.parse(process.argv[2]);
const { Queue } = await line(major);
const errors = [];
let queue;

const tasks = {
  async open({ name }) {
    await queue?.close();
    queue = new Queue(name, { connection: connection(redis, autoPipelining) });
    queue.on('error', (error) => errors.push(String(error)));
    await queue.waitUntilReady();
  },

  /** `bulk` jobs a call with addBulk; with bulk 1, one add a job and `inFlight` of them at once. */
  async add({ events, bulk, inFlight, seed }) {
    const jobs = cloudEvents(events, seed).map((data) => ({ name: 'match.offered', data }));
    const startAt = micros();
    let next = 0;
    const producer = async () => {
      while (next < jobs.length) {
        const portion = jobs.slice(next, (next += bulk));
        await (bulk === 1 ? queue.add(portion[0].name, portion[0].data) : queue.addBulk(portion));
      }
    };
    await Promise.all(Array.from({ length: inFlight }, producer));
    return { startAt, endAt: micros() };
  },

  async paced({ startAt, intervalMicros, events, seed }) {
    const jobs = cloudEvents(events, seed);
    const lag = new Array(events);
    const adds = [];
    await pace({ startAt, intervalMicros, events }, (index) => {
      lag[index] = Math.round(micros() - startAt - index * intervalMicros);
      adds.push(queue.add('match.offered', jobs[index]));
    });
    await Promise.all(adds);
    return { lag };
  },

  async clear() {
    await queue.obliterate({ force: true });
    return { errors: errors.splice(0) };
  },

  async close() {
    await queue?.close();
    setImmediate(() => process.exit(0));
  },
};

process.on('message', async ({ task, ...options }) => {
  try {
    process.send({ reply: (await tasks[task](options)) ?? {} });
  } catch (error) {
    process.send({ failure: error.stack });
  }
});
