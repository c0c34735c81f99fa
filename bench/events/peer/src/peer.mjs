import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './child.mjs';
import { micros } from './clock.mjs';

const GIVE_UP_MICROS = 300e6;

/** One producer process and as many worker processes as asked for, on one BullMQ line. */
export class Peer {
  #settings;
  #producer;
  #consumers = [];
  #queues = 0;

  constructor(settings) {
    this.#settings = settings;
  }

  /** Jobs into an empty queue that nobody reads. */
  async fill({ events, bulk = 500, inFlight = 4 }) {
    await this.#open();
    const { startAt, endAt } = await this.#producer.ask('add', { events, bulk, inFlight, seed: this.#seed() });
    return { events, seconds: (endAt - startAt) / 1e6 };
  }

  /** Workers empty the queue that was filled. */
  async drain({ events, ...options }) {
    const workers = await this.#workers(options);
    const started = await all(workers, 'run');
    const lastAt = await this.#completed(workers, events);
    await this.#stop(workers);
    return { events, seconds: (lastAt - Math.min(...started.map((one) => one.startAt))) / 1e6 };
  }

  /** Adding and working at the same time. */
  async through({ events, bulk = 500, inFlight = 4, ...options }) {
    await this.#open();
    const workers = await this.#workers(options);
    await all(workers, 'run');
    const adding = this.#producer.ask('add', { events, bulk, inFlight, seed: this.#seed() });
    const [{ startAt }, lastAt] = await Promise.all([adding, this.#completed(workers, events)]);
    await this.#stop(workers);
    return { events, seconds: (lastAt - startAt) / 1e6 };
  }

  /** An open-loop schedule; a latency counts from when the event was due. */
  async paced({ rate, seconds, warmup, ...options }) {
    const intervalMicros = 1e6 / rate;
    const events = rate * (seconds + warmup);
    await this.#open();
    const workers = await this.#workers({ ...options, keepTimes: true });
    await all(workers, 'run');
    const startAt = micros() + 500e3 + events * 20;
    const producing = this.#producer.ask('paced', { startAt, intervalMicros, events, seed: this.#seed() });
    const [{ lag }] = await Promise.all([producing, this.#completed(workers, events)]);
    const from = rate * warmup;
    const latencies = [];
    for (const { doneAt } of await this.#stop(workers)) {
      for (let i = 0; i < doneAt.length; i += 2) {
        if (doneAt[i] >= from) latencies.push(Math.round(doneAt[i + 1] - startAt - doneAt[i] * intervalMicros));
      }
    }
    return { events: rate * seconds, seconds, latencies, lag: lag.slice(from) };
  }

  async clear() {
    const { errors } = await this.#producer.ask('clear');
    refuse(errors);
    return {};
  }

  async close() {
    await this.#producer?.ask('close');
    await all(this.#consumers, 'close');
  }

  async #open() {
    this.#producer ??= new Child('./producer.mjs', this.#settings);
    this.#queues += 1;
    await this.#producer.ask('open', { name: this.#name() });
  }

  /** Event ids of no earlier run. */
  #seed() {
    return `${process.pid}-${micros()}`;
  }

  #name() {
    return `bench-${this.#settings.major}-${this.#queues}`;
  }

  async #workers({ processes = 1, layer, concurrency, poolSize, keepTimes = false }) {
    while (this.#consumers.length < processes) this.#consumers.push(new Child('./consumer.mjs', this.#settings));
    const workers = this.#consumers.slice(0, processes);
    await all(workers, 'open', { name: this.#name(), layer, concurrency, poolSize, keepTimes });
    return workers;
  }

  /** A job that fails or an error event spoils the figure: it is reported instead. */
  async #completed(workers, events) {
    const giveUpAt = micros() + GIVE_UP_MICROS;
    for (;;) {
      const progress = await all(workers, 'progress');
      refuse(progress.flatMap((one) => one.errors));
      const done = progress.reduce((sum, one) => sum + one.done, 0);
      if (done >= events) return Math.max(...progress.filter((one) => one.done > 0).map((one) => one.lastAt));
      if (micros() > giveUpAt) throw new Error(`${done} of ${events} jobs were done when time was up`);
      await sleep(20);
    }
  }

  async #stop(workers) {
    const ended = await all(workers, 'stop');
    refuse(ended.flatMap((one) => one.errors));
    return ended;
  }
}

function all(children, task, options) {
  return Promise.all(children.map((child) => child.ask(task, options)));
}

function refuse(errors) {
  if (errors.length > 0) throw new Error(`BullMQ reported ${errors.length} errors, first: ${errors[0]}`);
}
