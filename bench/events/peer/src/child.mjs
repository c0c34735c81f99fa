import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process of its own that does one task after the other. */
export class Child {
  #process;
  #waiting = [];

  constructor(module, settings) {
    this.#process = fork(fileURLToPath(new URL(module, import.meta.url)), [JSON.stringify(settings)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process.on('message', ({ reply, failure }) => {
      const { resolve, reject } = this.#waiting.shift();
      failure ? reject(new Error(failure)) : resolve(reply);
    });
    this.#process.on('exit', (code) => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error(`${module} ended with ${code}`));
    });
  }

  ask(task, options = {}) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#process.send({ task, ...options });
    });
  }
}
