import { cpus } from 'node:os';
import { openStore } from '../../runtime/store/store.ts';
import { readBackend } from '../backend.ts';
import { experimentHelp, experimentOptions, experimentOptionsHelp } from '../experiments.ts';
import { acceptElsewhere, plansElsewhere } from '../explain/elsewhere.ts';
import { printReport, reportOn } from '../explain/report.ts';
import { prepare } from '../prepare.ts';
import { slowConvolutions } from '../run/convolutions.ts';
import { readHistory } from '../run/execute.ts';
import { select, selectionHelp } from '../run/select.ts';
import { oneOf, parse } from '../usage.ts';

export const summary = 'Say what `run` would do and why: what is new, what changed, what is in the store';

export const help = `Usage: crease plan [FILES] [--only SELECTOR] [--profile NAME] [--set PATH=VALUE] [--format text|json] [...]

Compiles experiment files and compares them with the store in .crease. Nothing is run.

${experimentHelp}

Every experiment expands to cells, one for each combination of arms and replicate, and every cell to steps:
a training and its measurements. A step is found in the store by what it means, so comments, names and
charts may change freely.
  +  new   ~  changed: which leaf, from what to what, and where   ^  its training runs again
  ?  damaged   #  computed by another backend or library   =  in the store
  !  failed before: run again when its inputs change, or with --retry-failed

Options:
${experimentOptionsHelp}
  --backend NAME       tensorflow, wasm or reference; the fastest that runs here unless said. Results of
                       another backend are no hit
  --accept-numerics    Take results of other backends and libraries, as \`crease run --accept-numerics\` does
  --retry-failed       Count what failed before among what is to be run
${selectionHelp}
  --detailed-exit      Exit code 4 where there is something to run
  --format text|json   Text to read (default), or one JSON object with every step to run

Examples:
  crease plan
  crease plan moving-creases --profile quick
  crease plan --format json | jq '.experiments[].missing[].cell'

Exit codes:
  0  planned
  1  an experiment file has errors
  2  the command was not understood
  4  with --detailed-exit: there is something to run`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    ...experimentOptions,
    backend: { type: 'string' },
    'accept-numerics': { type: 'boolean', default: false },
    'retry-failed': { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    shard: { type: 'string' },
    'detailed-exit': { type: 'boolean', default: false },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('--format', values.format, ['text', 'json']);
  const backend = await readBackend(values.backend);
  const { numerics } = backend;
  const prepared = prepare(positionals, values, numerics);
  if (!prepared) return 1;
  const store = openStore('.crease', { onDamage: ({ message }) => process.stderr.write(`${message}\n`) });
  const elsewhere = plansElsewhere(positionals, values, numerics, store.folder);
  const history = readHistory();
  const accepted = values['accept-numerics'] ? acceptElsewhere(prepared, elsewhere, store) : prepared;
  const experiments = select(accepted, values);
  const notice = slowConvolutions(experiments, backend, store.read);
  if (notice) process.stderr.write(`${notice}\n`);
  const reports = experiments.map((experiment) =>
    reportOn(experiment, store, history, () => elsewhere(experiment.plan.experiment), values['retry-failed']),
  );
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ numerics, experiments: reports }, null, 2)}\n`
      : `${reports.map((report) => printReport(report, cpus().length)).join('\n')}\n`,
  );
  return values['detailed-exit'] && reports.some(({ missing }) => missing.length > 0) ? 4 : 0;
}
