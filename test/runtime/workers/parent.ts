/** A process with a worker of its own, to be killed: says when the first job is done, and starts the second. */
import { createWorker } from '../../../runtime/workers/worker.ts';

const [setup, jobs] = process.argv.slice(2).map((text) => JSON.parse(text));
const worker = createWorker(setup, 60_000);
await worker.run(0, jobs[0], () => {});
process.send!('ready');
await worker.run(0, jobs[1], () => {});
