import pg from 'pg';
import { line, connection } from './bullmq.mjs';
import { micros } from './clock.mjs';

const { major, redis, autoPipelining, postgres } = JSON.parse(process.argv[2]);
const { Worker } = await line(major);
const INSERT = {
  name: 'result',
  text: 'insert into result (event_id, subject, data) values ($1, $2, $3)',
};
let errors = [];
let worker;
let pool;
let done;
let lastAt;
let doneAt;

/** L1: the job is parsed and that is all. L2: its result is one row, committed before the job ends. */
function processor(layer) {
  if (layer === 'L1') return async (job) => void remember(job);
  return async (job) => {
    const event = job.data;
    await pool.query({ ...INSERT, values: [event.id, event.subject, JSON.stringify(event.data)] });
    remember(job);
  };
}

function remember(job) {
  doneAt?.push(job.data.data.wave, micros());
}

const tasks = {
  async open({ name, layer, concurrency, poolSize, keepTimes }) {
    done = 0;
    errors = [];
    doneAt = keepTimes ? [] : undefined;
    if (layer === 'L2') {
      pool = new pg.Pool({ connectionString: postgres, max: poolSize });
      pool.on('error', (error) => errors.push(String(error)));
      await Promise.all(Array.from({ length: poolSize }, () => pool.query('select 1')));
    }
    worker = new Worker(name, processor(layer), {
      autorun: false,
      concurrency,
      connection: connection(redis, autoPipelining),
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 1000 },
    });
    worker.on('error', (error) => errors.push(String(error)));
    worker.on('failed', (job, error) => errors.push(`${job?.id} failed: ${error}`));
    worker.on('completed', () => {
      done += 1;
      lastAt = micros();
    });
    await worker.waitUntilReady();
  },

  /** From here on jobs are taken. */
  async run() {
    worker.run().catch((error) => errors.push(String(error)));
    return { startAt: micros() };
  },

  async progress() {
    return { done, lastAt, errors };
  },

  async stop() {
    await worker.close();
    await pool?.end();
    pool = undefined;
    return { doneAt, errors };
  },

  async close() {
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
