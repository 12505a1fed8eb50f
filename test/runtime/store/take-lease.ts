/** A process that takes leases and keeps them until it is killed: says whether it has the first, then which it got. */
import { openLeases } from '../../../runtime/store/leases.ts';

const [folder, ...keys] = process.argv.slice(2);
const leases = openLeases(folder);
const taken = keys.filter((key) => leases.take(key));
process.send!(taken.includes(keys[0]));
for (const key of taken) process.send!(key);
process.send!('all');
setInterval(() => {}, 1000);
