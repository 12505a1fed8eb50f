import type { Diagnosis, Finding } from './diagnose.ts';

const marks = { good: 'ok', poor: 'poor', bad: 'bad' } as const;
const backends = {
  tensorflow: "TensorFlow's native library, one graph a training step",
  wasm: 'the WASM backend, one operation after the other; slower, most of all for convolutions',
  reference: 'plain double precision; right, but slow',
} as const;

/** The diagnosis as plain lines, with what to do below each finding that is not good. */
export function printDiagnosis({ findings, backend, jobs, threadsPerWorker }: Diagnosis): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.flatMap((finding) => printFinding(finding, width));
  const run = `Experiments run on \`${backend}\`: ${backends[backend]}.`;
  const workers = `Up to ${count(jobs, 'worker')} at a time, with ${count(threadsPerWorker, 'thread')} each.`;
  return [...lines, '', run, workers, ''].join('\n');
}

function printFinding({ name, state, found, advice }: Finding, width: number): string[] {
  const line = `${marks[state].padEnd(5)} ${name.padEnd(width)}  ${found}`;
  return advice ? [line, `${' '.repeat(width + 8)}→ ${advice}`] : [line];
}

const count = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;
