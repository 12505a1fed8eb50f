import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withPolicy } from './policy.ts';
import { bundleScripts } from './scripts.ts';
import { tableCsv } from './src/charts/csv.ts';
import { drawChart } from './src/charts/draw.ts';
import { fontFiles } from './src/charts/fonts.ts';
import { standaloneSvg } from './src/charts/standalone.ts';
import { manual } from './src/data/manual.ts';
import { type Experiment, readExperiments, SiteError } from './src/data/read.ts';
import { type ExperimentView, experimentView, type Site } from './src/data/site.ts';

export { type ServedSite, type ServeOptions, serveSite } from './serve.ts';
export { SiteError } from './src/data/read.ts';

export interface BuildOptions {
  /** Folder with a folder of results for each experiment. */
  readonly results: string;
  /** Folder that the site is written to: new, empty, or a site that was built before. */
  readonly out: string;
  /** Version of Crease, shown in the footer. */
  readonly version: string;
  /** Told before each step: how many are done, how many there are, and what comes now. */
  readonly onProgress?: (done: number, all: number, what: string) => void;
}
export interface BuiltSite {
  readonly pages: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** Marks a folder as ours, so that a build never empties a folder that holds something else. */
const marker = 'assets/crease-site.txt';

/**
 * Records in, website out: read and check → draw the charts → let Astro draw the pages → seal each page
 * with its policy → put everything in place. The same results give the same bytes.
 * Throws `SiteError` with the experiment's name where something cannot be published.
 */
export async function buildSite({
  results,
  out,
  version,
  onProgress = () => {},
}: BuildOptions): Promise<BuiltSite> {
  const start = performance.now();
  refuseForeignFolder(out);
  const experiments = readExperiments(results);
  const steps = experiments.length + 1;
  const work = mkdtempSync(join(tmpdir(), 'crease-site-'));
  const stage = join(work, 'stage');
  try {
    const views: ExperimentView[] = [];
    for (const [index, experiment] of experiments.entries()) {
      onProgress(index, steps, experiment.results.experiment);
      views.push(
        await writeExperiment(experiment, join(stage, 'experiments', experiment.results.experiment)),
      );
    }
    onProgress(experiments.length, steps, 'pages');
    await writeAssets(join(stage, 'assets'));
    await drawPages({ version, experiments: views, manual: manual() }, work);
    sealPages(join(work, 'pages'), stage);
    rmSync(out, { recursive: true, force: true });
    cpSync(stage, out, { recursive: true });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return {
    pages: filesIn(out).filter(({ name }) => name.endsWith('.html')).length,
    bytes: filesIn(out).reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0),
    seconds: (performance.now() - start) / 1000,
  };
}

function refuseForeignFolder(out: string) {
  if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, marker))) {
    throw new SiteError(
      `${out} is not empty and is no site that Crease built. Choose another folder, or empty it first.`,
    );
  }
}

/** Charts and downloads of an experiment, beside the page to come. */
async function writeExperiment(experiment: Experiment, folder: string): Promise<ExperimentView> {
  const charts = join(folder, 'charts');
  mkdirSync(charts, { recursive: true });
  const svgs: string[] = [];
  for (const chart of experiment.results.charts) {
    const { svg, vega } = await drawChart(
      `${experiment.results.experiment}-${chart.name}`,
      chart.spec,
      chart.description,
    ).catch((error) => {
      throw new SiteError(
        `The chart "${chart.name}" of "${experiment.results.experiment}" can't be drawn: ${error.message}`,
      );
    });
    svgs.push(svg);
    const write = (ending: string, text: string) => writeFileSync(join(charts, chart.name + ending), text);
    write('.svg', standaloneSvg(svg, 'light'));
    write('.dark.svg', standaloneSvg(svg, 'dark'));
    write('.csv', tableCsv(chart.table));
    write('.vl.json', JSON.stringify(chart.spec) + '\n');
    write('.js', `crease.charts[${JSON.stringify(chart.name)}]=${JSON.stringify(vega)};\n`);
  }
  for (const { path } of experiment.files) cpSync(join(experiment.folder, path), join(folder, 'data', path));
  return experimentView(experiment, svgs);
}

async function writeAssets(folder: string) {
  mkdirSync(folder, { recursive: true });
  await bundleScripts(folder);
  for (const [name, source] of Object.entries(fontFiles)) cpSync(source, join(folder, name));
  writeFileSync(
    join(folder, '..', marker),
    'This folder was written by `crease build`, which replaces it as a whole.\n',
  );
}

function drawPages(site: Site, work: string): Promise<void> {
  writeFileSync(join(work, 'site.json'), JSON.stringify(site));
  const script = fileURLToPath(new URL(`./astro${extname(import.meta.url)}`, import.meta.url));
  const child = spawn(process.execPath, [script, work], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`Astro could not build the pages:\n${output.trim()}`)),
    );
  });
}

function sealPages(pages: string, stage: string) {
  for (const path of readdirSync(pages, { recursive: true, encoding: 'utf8' }).sort()) {
    const source = join(pages, path);
    if (statSync(source).isDirectory()) continue;
    mkdirSync(dirname(join(stage, path)), { recursive: true });
    if (path.endsWith('.html')) writeFileSync(join(stage, path), withPolicy(readFileSync(source, 'utf8')));
    else cpSync(source, join(stage, path));
  }
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
