import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSite, SiteError, serveSite } from '../../site/build.ts';
import { attack, hostile, hostileProvenance } from './fixtures/hostile.ts';
import { movingCreases } from './fixtures/moving-creases.ts';
import { writeResults } from './fixtures/write.ts';

let folder: string;
let results: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crease-test-'));
  results = join(folder, 'results');
  writeResults(results, movingCreases());
  writeResults(results, hostile(), hostileProvenance());
});
afterAll(() => rmSync(folder, { recursive: true }));

const build = (name: string) => buildSite({ results, out: join(folder, name), version: '0.1.0' });
const filesOf = (name: string) =>
  readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, name).length + 1))
    .sort();

describe('buildSite', () => {
  test('two builds give the same bytes, also over an older site', async () => {
    const { pages } = await build('one');
    await build('two');
    writeFileSync(join(folder, 'two', 'left-over.html'), 'old');
    await build('two');
    expect(pages).toBe(filesOf('one').filter((file) => file.endsWith('.html')).length);
    expect(filesOf('two')).toEqual(filesOf('one'));
    for (const file of filesOf('one'))
      expect(
        readFileSync(join(folder, 'one', file)).equals(readFileSync(join(folder, 'two', file))),
        file,
      ).toBe(true);
  });

  test('every file of the results can be downloaded, byte for byte', () => {
    const data = join(folder, 'one', 'experiments', 'moving-creases', 'data');
    for (const file of ['results.json', 'records/array.npy', 'records/replicate=1 of 2.json'])
      expect(readFileSync(join(data, file)).equals(readFileSync(join(results, 'moving-creases', file)))).toBe(
        true,
      );
  });

  test('hostile texts are escaped: no page holds a tag or a handler of theirs', () => {
    const html = ['index.html', 'experiments/hostile/index.html']
      .map((file) => readFileSync(join(folder, 'one', file), 'utf8'))
      .join('');
    // Within the quotes of an attribute only `"` and `&` mean something to a browser.
    const tags = html.replace(/="[^"]*"/g, '');
    expect(tags).not.toContain(attack.slice(0, 20));
    expect(tags.match(/<script[^>]*>/g)).toEqual(['<script defer src>', '<script defer src>']);
    expect(tags.match(/<(?:img|iframe|object|embed|base|form)\b/gi) ?? []).toEqual([]);
    expect(tags.match(/<[^>]* (?:on\w+|style)[ >=]/gi) ?? []).toEqual([]);
    expect(html.match(/ (?:href|src)="(?!\.{1,2}\/|#|https?:)[^"]*"/g) ?? []).toEqual([]);
  });

  test('leaves a folder alone that is not ours', async () => {
    const other = mkdtempSync(join(folder, 'other-'));
    writeFileSync(join(other, 'thesis.tex'), 'precious');
    await expect(buildSite({ results, out: other, version: '0' })).rejects.toThrow(SiteError);
    expect(existsSync(join(other, 'thesis.tex'))).toBe(true);
  });

  test('a chart that cannot be drawn is named with its experiment, and the old site stays', async () => {
    const bad = join(folder, 'bad');
    const experiment = movingCreases();
    writeResults(bad, {
      ...experiment,
      charts: [
        { ...experiment.charts[0], name: 'odd', spec: { mark: 'bar', transform: [{ filter: 'datum.' }] } },
      ],
    });
    await expect(buildSite({ results: bad, out: join(folder, 'one'), version: '0' })).rejects.toThrow(
      /chart "odd" of "moving-creases"/,
    );
    expect(existsSync(join(folder, 'one', 'index.html'))).toBe(true);
  });
});

describe('serveSite', () => {
  test('serves pages, builds again when results change, and reads nothing outside the site', async () => {
    const own = join(folder, 'served');
    writeResults(own, movingCreases());
    let built = () => {};
    const again = new Promise<void>((resolve) => {
      built = resolve;
    });
    const served = await serveSite({ results: own, port: 0, version: '0.1.0', onBuild: () => built() });
    const page = `${served.url}experiments/moving-creases/`;
    expect(await (await fetch(page)).text()).toContain('moves the creases onto the data');
    expect((await fetch(`${served.url}..%2f..%2fetc/passwd`)).status).toBe(404);
    expect((await fetch(`${served.url}%`)).status).toBe(404);
    expect((await fetch(page, { method: 'POST' })).status).toBe(405);
    writeResults(own, { ...movingCreases(), title: 'Another title by now' });
    await again;
    expect(await (await fetch(page)).text()).toContain('Another title by now');
    await served.close();
  });
});
