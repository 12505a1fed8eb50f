import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSite } from '../../site/build.ts';
import { serveFolder } from '../../site/static-server.ts';
import { createProject } from '../cli/command.ts';
import { hostile, hostileProvenance } from '../site/fixtures/hostile.ts';
import { movingCreases } from '../site/fixtures/moving-creases.ts';
import { smartStart } from '../site/fixtures/smart-start.ts';
import { writeResults } from '../site/fixtures/write.ts';
import { launchBrowser } from '../support/browser.ts';

/** Published experiments, run for real in their small version, by the name that they have here. */
const real: Record<string, string> = { 'real-creases': 'moving-creases', 'real-start': 'smart-start' };
const experiments = ['hostile', 'moving-creases', ...Object.keys(real), 'smart-start'];
const manual = [
  ...[
    'reference/index.html',
    'reference/experiment.html',
    'reference/batch_norm.html',
    'reference/partition.html',
  ],
  ...['diagnostics/index.html', 'diagnostics/CR0309.html', 'diagnostics/CR0101.html'],
];
const pages = ['index.html', ...experiments.map((name) => `experiments/${name}/index.html`), ...manual];

let folder: string;
let browser: Browser;
let server: Awaited<ReturnType<typeof serveFolder>>;
const roots: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crease-test-'));
  const results = join(folder, 'results');
  const out = join(folder, 'site');
  writeResults(results, movingCreases());
  writeResults(results, smartStart());
  writeResults(results, hostile(), hostileProvenance());
  await runReal(results);
  await buildSite({ results, out, version: '0.1.0' });
  server = await serveFolder(out, 0, '127.0.0.1', '/some/where/');
  roots['a file'] = pathToFileURL(`${out}/`).href;
  roots['a sub-path'] = server.url;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the published experiments with the real command and puts what they found among the other results. */
async function runReal(results: string) {
  const project = createProject();
  for (const [name, workflow] of Object.entries(real)) {
    const file = new URL(`../../workflows/${workflow}.crease.yaml`, import.meta.url);
    project.write(`workflows/${name}.crease.yaml`, readFileSync(file, 'utf8'));
  }
  const { code, err } = await project.crease(['run', '--profile', 'quick', '--progress', 'none']);
  expect(code, err).toBe(0);
  cpSync(join(project.folder, '.crease/results'), results, { recursive: true });
  project.remove();
}

/** Opens a page, does something there, and returns what the browser complained of and what it asked for elsewhere. */
async function visit(
  address: string,
  visitor: (page: Page) => Promise<void>,
  options: { width?: number; colorScheme?: 'light' | 'dark' } = {},
): Promise<string[]> {
  const { width = 1280, colorScheme = 'light' } = options;
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  const root = Object.values(roots).find((one) => address.startsWith(one))!;
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(root)) complaints.push(`elsewhere: ${request.url()}`);
  });
  await page.goto(address);
  await visitor(page);
  await context.close();
  return complaints;
}

const openDetails = (page: Page) =>
  page.$$eval('details', (all) => {
    for (const one of all) one.open = true;
  });

/** Moves the pointer to every chart and waits for each to go live. */
async function wakeCharts(page: Page) {
  for (const chart of await page.locator('[data-spec]').all()) {
    await chart.hover();
    await chart.and(page.locator('[data-state=live]')).waitFor({ timeout: 20_000 });
  }
}

describe.each(['a file', 'a sub-path'])('from %s', (from) => {
  test.each(pages)(
    '%s opens and its charts go live without a complaint, and nothing is fetched elsewhere',
    async (page) => {
      const complaints = await visit(roots[from] + page, wakeCharts);
      expect(complaints).toEqual([]);
    },
  );

  test('every link leads to a page, a file or an anchor that exists', async () => {
    const anchors = new Map<string, string[]>();
    const links = new Set<string>();
    for (const page of pages)
      await visit(roots[from] + page, async (open) => {
        anchors.set(
          roots[from] + page,
          await open.$$eval('[id]', (elements) => elements.map(({ id }) => id)),
        );
        for (const link of await open.$$eval('a[href]', (all) =>
          all.map((one) => (one as HTMLAnchorElement).href),
        ))
          links.add(link);
      });
    const files = new Set(
      readdirSync(join(folder, 'site'), { recursive: true, encoding: 'utf8' }).map((path) =>
        path.replaceAll('\\', '/'),
      ),
    );
    const own = [...links].filter((link) => link.startsWith(roots[from]));
    expect(own.length).toBeGreaterThan(30);
    for (const link of own) {
      const [address, anchor] = link.split('#');
      expect([link, files.has(decodeURIComponent(address.slice(roots[from].length)))]).toEqual([link, true]);
      if (anchor) expect(anchors.get(address), link).toContain(anchor);
    }
    for (const link of links) expect(link).toMatch(/^(?:file|http|https):/);
  });
});

describe('every page', () => {
  const schemes = ['light', 'dark'] as const;
  test.each(pages.flatMap((page) => schemes.map((scheme) => [page, scheme] as const)))(
    'axe finds nothing on %s in %s',
    async (page, colorScheme) => {
      await visit(
        roots['a sub-path'] + page,
        async (open) => {
          await openDetails(open);
          await wakeCharts(open);
          const { violations } = await new AxeBuilder({ page: open }).analyze();
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
        },
        { colorScheme },
      );
    },
  );

  test.each(pages.flatMap((page) => [390, 1280, 3840].map((width) => [page, width] as const)))(
    '%s fits %i pixels',
    async (page, width) => {
      await visit(
        roots['a file'] + page,
        async (open) => {
          const fits = () =>
            open.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
          expect(await fits()).toBe(true);
          await openDetails(open);
          expect(await fits()).toBe(true);
        },
        { width },
      );
    },
  );

  test('experiments say nothing to the browser but their text', async () => {
    await visit(`${roots['a file']}experiments/hostile/index.html`, async (open) => {
      await wakeCharts(open);
      expect(await open.evaluate(() => 'hacked' in window)).toBe(false);
      expect(await open.$$eval('script', (all) => all.length)).toBe(3);
      expect(
        await open.$$eval('main *', (all) =>
          all.flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith('on')),
        ),
      ).toEqual([]);
      expect(await open.$$eval('main img, main iframe', (all) => all.length)).toBe(0);
      expect(
        await open.$$eval('svg *', (all) =>
          all.flatMap((one) => [...one.attributes].filter(({ name, value }) => /href/.test(name) && value)),
        ),
      ).toEqual([]);
    });
  });
});

describe('a chart', () => {
  const address = () => `${roots['a file']}experiments/moving-creases/index.html`;

  /** Boxes of a chart's picture, its texts and the heading after the charts: what would move. */
  const layout = (page: Page) =>
    page.evaluate(() => {
      const box = (element: Element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y + scrollY, width, height].map((value) => Math.round(value * 2) / 2);
      };
      const texts = [...document.querySelectorAll('#chart-density svg text')].map((text) =>
        [text.textContent, ...box(text)].join(' '),
      );
      return {
        picture: box(document.querySelector('#chart-density svg')!),
        next: box(document.querySelector('#results')!),
        texts: texts.sort(),
      };
    });

  test.each(['pointer', 'focus'])('goes live by %s and nothing moves, not one text of it', async (way) => {
    await visit(address(), async (page) => {
      await page.evaluate(() => document.fonts.ready);
      const picture = page.locator('#chart-density .picture');
      await picture.scrollIntoViewIfNeeded();
      const before = await layout(page);
      if (way === 'pointer') await picture.hover();
      else await picture.focus();
      await page.locator('#chart-density [data-state=live]').waitFor();
      const after = await layout(page);
      expect(before.texts.length).toBeGreaterThan(30);
      expect(after).toEqual(before);
    });
  });

  test('says under the pointer what a mark stands for', async () => {
    await visit(address(), async (page) => {
      await wakeCharts(page);
      await page.locator('#chart-density .mark-line path').first().hover({ force: true });
      await page.locator('.tooltip:not([hidden])').waitFor();
      expect(await page.locator('.tooltip').innerText()).toMatch(/Offsets/);
    });
  });
});

test('pages read without scripts: claims, pictures and tables are in the page', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${roots['a file']}experiments/smart-start/index.html`);
  expect(await page.locator('.claim').count()).toBe(2);
  expect(await page.locator('.claim').first().innerText()).toMatch(
    /Inconclusive[\s\S]*3\.71 points[\s\S]*interval 3\.10 to 4\.32/,
  );
  expect(await page.locator('.chart svg path').count()).toBeGreaterThan(20);
  expect(await page.locator('.chart table tbody tr').count()).toBe(120);
  await context.close();
});
