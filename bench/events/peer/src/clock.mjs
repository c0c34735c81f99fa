/** Microseconds of the machine's monotonic clock, the same in every process. */
export function micros() {
  const [seconds, nanos] = process.hrtime();
  return seconds * 1e6 + nanos / 1e3;
}
