import { createInterface } from 'node:readline';
import { Peer } from './peer.mjs';
import { versionOf } from './bullmq.mjs';

/** One task a line on the standard input, one answer a line on the standard output. */
const settings = JSON.parse(process.argv[2]);
const peer = new Peer(settings);

const versions = {
  bullmq: versionOf(settings.major === 5 ? 'bullmq5' : 'bullmq'),
  ioredis: versionOf('ioredis'),
  pg: versionOf('pg'),
  node: process.versions.node,
};

for await (const text of createInterface({ input: process.stdin })) {
  const { task, ...options } = JSON.parse(text);
  try {
    const reply = task === 'hello' ? versions : await peer[task](options);
    process.stdout.write(`${JSON.stringify({ reply: reply ?? {} })}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ failure: error.message })}\n`);
  }
}
await peer.close();
process.exit(0);
